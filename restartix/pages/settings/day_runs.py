"""Dates that are alike and follow one another, as one line of a list."""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Generic, TypeVar

from restartix.core.clock import format_day
from restartix.core.weeks import A_DAY, days_from

Alike = TypeVar("Alike", bound=Hashable)


@dataclass
class DayRun(Generic[Alike]):
    """From the first to the last date, both among them, with what they share."""

    first: date
    last: date
    alike: Alike

    @property
    def days(self) -> list[date]:
        return days_from(self.first, self.last)

    @property
    def words(self) -> str:
        first = format_day(self.first, "EEE d MMM y")
        return first if self.first == self.last else f"{first} – {format_day(self.last, 'EEE d MMM y')}"


def runs_of(dated: Iterable[tuple[date, Alike]]) -> list[DayRun[Alike]]:
    """In order of their first date; two that are different on the same date are two runs."""
    open_runs: dict[Alike, DayRun[Alike]] = {}
    found = []
    for day, alike in sorted(dated, key=lambda one: one[0]):
        run = open_runs.get(alike)
        if run and run.last >= day - A_DAY:
            run.last = day
        else:
            open_runs[alike] = run = DayRun(day, day, alike)
            found.append(run)
    return found
