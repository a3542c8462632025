"""A week of open times as the visitor sees it: seven days on their clock, and the times of the chosen one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from appointments.availability.channel import Channel
from appointments.availability.open_times import Slot, one_per_time, open_times
from appointments.availability.slot_value import slot_value
from appointments.models import Specialist
from restartix.core.clock import Clock, format_day, long_date
from restartix.core.fingerprint import fingerprint
from restartix.core.weeks import A_DAY, days_from
from restartix.pages.shared.gaps import Gap, beyond_horizon, elsewhere

DAYS = 7


@dataclass(frozen=True)
class Week:
    """Seven days from `first`, one of them chosen; `only` narrows it to one specialist, `prefers` names who comes
    first of those who are free at the same time."""

    channel: Channel
    clock: Clock
    asked: date | None
    only: Specialist | None
    asks: dict[str, str]
    prefers: Specialist | None = None

    @cached_property
    def today(self) -> date:
        return self.clock.today

    @cached_property
    def last(self) -> date:
        return self.channel.days(timezone.now())[1] + A_DAY

    @cached_property
    def start(self) -> date:
        return max(self.today, self.channel.days(timezone.now())[0])

    @cached_property
    def first(self) -> date:
        """Weeks are counted from the first day that can be booked, so that going to and fro keeps the grid."""
        asked = min(max(self.asked or self.start, self.start), max(self.last, self.start))
        return self.start + timedelta(days=(asked - self.start).days // DAYS * DAYS)

    @cached_property
    def openings(self) -> dict[date, list[Slot]]:
        days: dict[date, list[Slot]] = {
            day: [] for day in days_from(self.first, self.first + timedelta(days=DAYS - 1))
        }
        for opening in self._open(self.first, self.first + timedelta(days=DAYS)):
            days[self.clock.local(opening.started_at).date()].append(opening)
        return days

    @cached_property
    def chosen_day(self) -> date:
        """The day asked for, else the first one with something free."""
        if self.asked in self.openings:
            return self.asked
        return next((day for day, free in self.openings.items() if free), self.first)

    @cached_property
    def next_open_day(self) -> date | None:
        """The first open day after the chosen one."""
        later = [day for day, free in self.openings.items() if free and day > self.chosen_day]
        if later:
            return later[0]
        return self._first_open_day(self.first + timedelta(days=DAYS))

    @property
    def looks_further(self) -> bool:
        """Beyond its own seven days, for the next open one?"""
        return self.next_open_day not in self.openings

    def gap(self) -> Gap | None:
        """What to say where none of the seven days has a time; None when one has, or there are none at all."""
        bookable = self.channel.days(timezone.now())[1]
        if self.asked and self.asked > self.last:
            return beyond_horizon(bookable, url=self.channel.url(**self.asks))
        if any(self.openings.values()):
            return None
        free = self.next_open_day or self._last_open_day(self.first)
        return elsewhere(self.chosen_day, free, url=self._url(free)) if free else None

    def nearest_open_day(self, since: date, until: date) -> date | None:
        """The first open day from `until` on, else the last one before `since`."""
        return self._first_open_day(until) or self._last_open_day(since)

    def strip(self) -> dict[str, Any]:
        """What components/day_strip.html shows."""
        end = self.first + timedelta(days=DAYS)
        return {
            "title": format_day(self.first, "LLLL y"),
            "previous_url": self._url(self.first - timedelta(days=DAYS)) if self.first > self.start else "",
            "next_url": self._url(end) if end <= self.last else "",
            "days": [self._day(day, len(free)) for day, free in self.openings.items()],
        }

    def parts(self) -> list[dict[str, Any]]:
        """The chosen day's times for components/slots.html, as buttons of the form around them."""
        return by_part_of_day([self._slot(opening) for opening in self.openings[self.chosen_day]])

    @property
    def signature(self) -> str:
        """What the page shows of open times, to answer "nothing new" with."""
        times = [slot_value(one) for free in self.openings.values() for one in free]
        return fingerprint(times, self.next_url)

    @property
    def next_url(self) -> str:
        return self._url(self.next_open_day) if self.next_open_day else ""

    def _open(self, since: date, until: date) -> list[Slot]:
        only = [self.only] if self.only else None
        found = open_times(
            self.channel, self.clock.midnight(since), self.clock.midnight(until), specialists=only
        )
        if self.prefers:
            found.sort(key=lambda one: (one.started_at, one.specialist != self.prefers))
        return one_per_time(found)

    def _first_open_day(self, since: date) -> date | None:
        found = self._open(max(since, self.start), self.last + A_DAY)
        return self.clock.local(found[0].started_at).date() if found else None

    def _last_open_day(self, before: date) -> date | None:
        found = self._open(self.start, before) if before > self.start else []
        return self.clock.local(found[-1].started_at).date() if found else None

    def _url(self, day: date) -> str:
        return self.channel.url(**self.asks | {"day": day.isoformat()})

    def _day(self, day: date, free: int) -> dict[str, Any]:
        return {
            "name": format_day(day, "EEE"),
            "number": day.day,
            "free": free,
            "full": long_date(day),
            "url": self._url(day),
            "chosen": day == self.chosen_day,
        }

    def _slot(self, opening: Slot) -> dict[str, Any]:
        return slot_context(opening, self.clock, self.channel.clock) | {"value": slot_value(opening)}


def slot_context(opening: Slot, clock: Clock, clinic: Clock) -> dict[str, Any]:
    """A time on the visitor's clock, with the clinic's beside it when they differ."""
    at = opening.started_at
    also = clock.beside(clinic, at)
    full = clock.moment(at) + (f" ({also})" if also else "")
    return {
        "hour": clock.local(at).hour,
        "time": clock.time(at),
        "full": f"{full}, {opening.specialist.display_name}",
        "also": clinic.time(at) if also else "",
    }


def by_part_of_day(slots: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Morning, afternoon and evening; empty ones left out."""
    bounds = (
        (0, 12, _("Morning"), "sunrise"),
        (12, 17, _("Afternoon"), "sun"),
        (17, 24, _("Evening"), "moon"),
    )
    parts = [
        {"name": name, "icon": icon, "slots": [slot for slot in slots if begins <= slot["hour"] < ends]}
        for begins, ends, name, icon in bounds
    ]
    return [part for part in parts if part["slots"]]
