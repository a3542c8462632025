"""The week and the day: visits in time slots, the specialists of each day side by side."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, timedelta
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from appointments.models import Specialist
from restartix.core.clock import date_range, format_day, long_date
from restartix.core.fingerprint import fingerprint
from restartix.pages.calendar.agenda import agenda_days, next_up
from restartix.pages.calendar.blocked import BlockCell, block_cells, block_lines
from restartix.pages.calendar.calendar_context import CalendarContext
from restartix.pages.calendar.grid import Column, Day, Grid, Shade, hours_shown, lay_out, shade
from restartix.pages.calendar.grid_cells import Cell, cells_of, fives
from restartix.pages.calendar.period import View
from restartix.pages.calendar.presence import here_now
from restartix.pages.calendar.rendered_view import CalendarView
from restartix.pages.calendar.visit_rows import lines_of
from restartix.pages.calendar.worked_minutes import Working, in_words, worked_stretches

MOST_ABREAST = {View.WEEK: 12, View.DAY: 30}


@dataclass(frozen=True)
class Placed:
    """What stands where in the grid, by specialist and day."""

    cells: dict[tuple[UUID, date], list[Cell]]
    blocked: dict[tuple[UUID, date], list[BlockCell]]
    hours: Working

    @classmethod
    def of(cls, cells: Iterable[Cell], blocked: Iterable[BlockCell], hours: Working) -> Placed:
        placed = cls(defaultdict(list), defaultdict(list), hours)
        for cell in cells:
            placed.cells[cell.specialist_id, cell.day].append(cell)
        for block in blocked:
            placed.blocked[block.line.specialist_id, block.day].append(block)
        return placed

    def is_there(self, one: Specialist, day: date) -> bool:
        """Do they work, or have they something to do, that day?"""
        key = (one.pk, day)
        return bool(self.hours.get(key)) or key in self.cells or key in self.blocked


def week_sheet(desk: CalendarContext) -> CalendarView:
    place = desk.place
    monday = next(day for day in place.days if day.weekday() == 0)
    return _sheet(
        desk,
        date_range(place.start, place.last),
        _("week %(number)s") % {"number": monday.isocalendar().week},
    )


def day_sheet(desk: CalendarContext) -> CalendarView:
    under = _("today") if desk.place.start == desk.today else ""
    return _sheet(desk, long_date(desk.place.start), under)


def _sheet(desk: CalendarContext, title: str, under: str) -> CalendarView:
    shown, visits = desk.chosen_specialists[: MOST_ABREAST[desk.place.view]], desk.visits()
    if left_out := len(desk.chosen_specialists) - len(shown):
        visits = visits.filter(specialist__in=shown)
    lines = lines_of(visits)
    shown += _gone(desk, {line.specialist_id for line in lines} - {one.pk for one in shown})
    blocks = block_lines(desk.place, desk.clock, shown)
    here, hours = here_now(lines), worked_stretches(shown, desk.place.days, desk.clock)

    def context() -> dict[str, Any]:
        cells = cells_of(lines, desk.clock, services=desk.services, here=here)
        placed = Placed.of(cells, block_cells(blocks, desk.clock), hours)
        found = {"week": _grid(desk, shown, placed, title), "left_out": left_out}
        if desk.place.view == View.DAY:
            found |= {"next": next_up(desk, lines, here), "agenda": agenda_days(desk, lines, here)}
        return found

    seen = fingerprint(
        *(lines, here, blocks, sorted(hours.closed.items()), sorted(hours.items())),
        *(left_out, _five_minutes(desk), desk.today),
    )
    return CalendarView(title, under, "appointments/desk/calendar/_grid.html", seen, context)


def _gone(desk: CalendarContext, keys: set[UUID]) -> list[Specialist]:
    """Those who see patients no more and have visits here all the same."""
    return [one for one in desk.specialists if one.pk in keys]


def _five_minutes(desk: CalendarContext) -> tuple[int, int] | None:
    """Where the line of the present stands, while it is within these days."""
    local = desk.clock.local(desk.now)
    return (local.hour, fives(local.minute)) if desk.place.holds(local.date()) else None


def _grid(desk: CalendarContext, shown: Sequence[Specialist], placed: Placed, title: str) -> Grid:
    days = [_day(desk, day, shown, placed) for day in desk.place.days]
    columns = [column for day in days for column in day.columns]
    first, last = hours_shown(columns)
    for column in columns:
        shade(column, first, last)
        lay_out(column)
    return Grid(
        caption=_("Visits, %(when)s, %(zone)s") % {"when": title, "zone": desk.clock.name},
        days=days,
        first_hour=first,
        last_hour=last,
        zone=desk.clock.zone.key,
        names_specialists=len(shown) > 1 or desk.place.view == View.DAY,
        now=_now(desk, first, last),
        register_url=reverse("registration"),
    )


def _day(desk: CalendarContext, day: date, shown: Sequence[Specialist], placed: Placed) -> Day:
    """In the week, whoever neither works nor is booked that day is left out."""
    own_column = desk.place.view == View.DAY or len(shown) == 1
    there = [one for one in shown if own_column or placed.is_there(one, day)]
    columns = [_column(desk, day, one, placed) for one in there]
    return Day(
        name=format_day(day, "EEE"),
        number=day.day,
        label=long_date(day),
        url=desk.place.at(day, View.DAY).url,
        today=day == desk.today,
        columns=columns or [Column(day, long_date(day), off=True, today=day == desk.today)],
        closed=placed.hours.closed.get(day, ""),
    )


def _column(desk: CalendarContext, day: date, one: Specialist, placed: Placed) -> Column:
    stretches = placed.hours.get((one.pk, day), [])
    column = Column(
        day=day,
        label=f"{capfirst(format_day(day, 'EEEE d MMMM'))} · {one.display_name}",
        specialist_id=one.pk,
        name=one.display_name,
        hue=desk.hue_of(one),
        note=in_words(stretches) or _("off"),
        today=day == desk.today,
        off=not stretches,
        stretches=stretches,
        cells=placed.cells.get((one.pk, day), []),
        blocked=placed.blocked.get((one.pk, day), []),
    )
    column.register_url = _first_free(desk, column)
    if desk.place.view == View.DAY and day >= desk.today and any(cell.movable for cell in column.cells):
        column.absence_url = f"{reverse('sick_day', args=[one.pk])}?day={day.isoformat()}"
    return column


def _now(desk: CalendarContext, first: int, last: int) -> Shade | None:
    """The line of the present, when the grid shows it."""
    hour, minute = _five_minutes(desk) or (-1, 0)
    return Shade(hour, minute, 5) if first <= hour < last else None


def _first_free(desk: CalendarContext, column: Column) -> str:
    """Registering at the first free time of this column that is still to come; empty when there is none."""
    midnight = desk.clock.midnight(column.day)
    if column.day < desk.today:
        return ""
    for opens, closes in column.stretches:
        for minute in range(opens, closes - 14, 15):
            at = midnight + timedelta(minutes=minute)
            taken = any(cell.start < minute + 15 and cell.end > minute for cell in column.items)
            if not taken and at > desk.now:
                asks = {"at": f"{at.astimezone(UTC):%Y-%m-%dT%H:%MZ}", "with": column.specialist_id}
                return f"{reverse('registration')}?{urlencode(asks)}"
    return ""
