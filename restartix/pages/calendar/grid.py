"""The time grid: days with the specialists of each side by side, visits laid out so that none covers another."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from uuid import UUID

from restartix.core.clock import am_pm_labels, format_hour
from restartix.pages.calendar.blocked import BlockCell
from restartix.pages.calendar.grid_cells import MOST_LANES, Cell
from restartix.pages.calendar.worked_minutes import Stretches, time_off

EARLIEST, LATEST = 8, 19
FIRST_HOURS, LAST_HOURS = (0, 12), (13, 24)
LONGEST_SHADE = 240
STEP = 5
MOST_ON_A_SCREEN = 30


@dataclass(frozen=True)
class Shade:
    """A stretch of the grid that nobody can press: time off, or the line of the present."""

    hour: int
    minute: int
    length: int


@dataclass
class Column:
    """One specialist's day."""

    day: date
    label: str
    specialist_id: UUID | None = None
    name: str = ""
    hue: int = 0
    note: str = ""
    today: bool = False
    off: bool = False
    stretches: Stretches = field(default_factory=list)
    cells: list[Cell] = field(default_factory=list)
    blocked: list[BlockCell] = field(default_factory=list)
    shades: list[Shade] = field(default_factory=list)
    lanes: int = 1
    register_url: str = ""
    absence_url: str = ""

    @property
    def is_narrow(self) -> bool:
        return self.off and not self.items

    @cached_property
    def items(self) -> list[Cell | BlockCell]:
        """Visits and blocked time, in order."""
        return sorted([*self.cells, *self.blocked], key=lambda item: item.start)


@dataclass
class Day:
    """The head of a day's columns."""

    name: str
    number: int
    label: str
    url: str
    today: bool
    columns: list[Column]
    closed: str = ""


@dataclass(frozen=True)
class Grid:
    """What the week component reads."""

    caption: str
    days: list[Day]
    first_hour: int
    last_hour: int
    zone: str
    names_specialists: bool
    now: Shade | None = None
    register_url: str = ""

    @property
    def columns(self) -> list[Column]:
        return [column for day in self.days for column in day.columns]

    @property
    def breadth(self) -> int:
        """How many columns, in tens, when they need more than a screen is wide; else 0."""
        count = len(self.columns)
        return -(-count // 10) * 10 if count > MOST_ON_A_SCREEN else 0

    @property
    def halves(self) -> str:
        """For the page's script, where clocks have twelve hours: AM,PM."""
        return ",".join(am_pm_labels() or ())

    @property
    def hours(self) -> list[dict[str, object]]:
        return [{"hour": hour, "label": format_hour(hour)} for hour in range(self.first_hour, self.last_hour)]


def hours_shown(columns: Iterable[Column]) -> tuple[int, int]:
    """As tall as the working day; taller where somebody works, or a visit is, earlier or later."""
    starts, ends = [EARLIEST * 60], [LATEST * 60]
    for column in columns:
        starts += [opens for opens, _closes in column.stretches] + [item.start for item in column.items]
        ends += [closes for _opens, closes in column.stretches] + [item.end for item in column.items]
    first, last = min(starts) // 60, -(-max(ends) // 60)
    return max(min(first, FIRST_HOURS[1]), FIRST_HOURS[0]), min(max(last, LAST_HOURS[0]), LAST_HOURS[1])


def shade(column: Column, first_hour: int, last_hour: int) -> None:
    """Breaks and time off, in blocks that the stylesheet knows."""
    for since, until in time_off(column.stretches, first_hour, last_hour):
        column.shades += shades(since // STEP * STEP, until // STEP * STEP)


def shades(since: int, until: int) -> list[Shade]:
    starts = range(since, until, LONGEST_SHADE)
    return [Shade(at // 60, at % 60, min(LONGEST_SHADE, until - at)) for at in starts]


def lay_out(column: Column) -> None:
    """Give each visit a lane in which it covers no other; those that claim their time come first.

    A visit that meets nobody keeps the column's whole width.
    """
    ends: list[list[tuple[int, int]]] = []
    items = column.items
    for cell in sorted(items, key=lambda cell: (cell.apart, cell.start)):
        cell.lane = _free_lane(ends, cell.start, cell.end)
    column.lanes = min(len(ends) or 1, MOST_LANES)
    for cell in items:
        cell.is_alone = len(ends) == 1 or not _meets_any(cell, items)


def _free_lane(lanes: list[list[tuple[int, int]]], start: int, end: int) -> int:
    for number, taken in enumerate(lanes, 1):
        if all(end <= since or start >= until for since, until in taken):
            taken.append((start, end))
            return number
    lanes.append([(start, end)])
    return len(lanes)


def _meets_any(cell: Cell | BlockCell, others: Sequence[Cell | BlockCell]) -> bool:
    return any(other is not cell and other.start < cell.end and other.end > cell.start for other in others)
