"""The week's table: visits laid into columns, a column for each day or for each specialist of one day."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from uuid import UUID

from django.urls import reverse

from appointments.models import Appointment, Specialist
from restartix.clock import Clock, long_date, written

EARLIEST, LATEST = 8, 19
FIRST_HOURS, LAST_HOURS = (0, 12), (13, 24)
LONGEST, SHORTEST = 240, 15


@dataclass(frozen=True)
class Cell:
    """A visit in the table; hour, minute and length are on the page's clock, in steps of five minutes."""

    url: str
    time: str
    name: str
    detail: str
    status: str
    hour: int
    minute: int
    length: int


@dataclass
class Column:
    name: str
    label: str
    date: str = ""
    today: bool = False
    closed: bool = False
    visits: list[Cell] = field(default_factory=list)


@dataclass(frozen=True)
class Grid:
    """What the week component reads."""

    caption: str
    columns: list[Column]
    first_hour: int
    last_hour: int

    @property
    def hours(self) -> list[dict[str, object]]:
        return [{"hour": hour, "label": f"{hour:02d}:00"} for hour in range(self.first_hour, self.last_hour)]


def by_day(
    visits: Iterable[Appointment],
    days: Sequence[date],
    *,
    clock: Clock,
    today: date,
    open_weekdays: set[int],
    names_specialist: bool,
) -> list[Column]:
    columns = {
        day: Column(
            name=written(day, "EEE"),
            label=long_date(day),
            date=str(day.day),
            today=day == today,
            closed=day.weekday() not in open_weekdays,
        )
        for day in days
    }
    for visit in visits:
        if column := columns.get(clock.local(visit.started_at).date()):
            detail = visit.specialist.display_name if names_specialist else visit.service.name
            column.visits.append(cell(visit, clock, detail=detail))
    return list(columns.values())


def by_specialist(
    visits: Iterable[Appointment], specialists: Iterable[Specialist], *, clock: Clock, open_ids: set[UUID]
) -> list[Column]:
    columns = {
        person.pk: Column(
            name=person.display_name, label=person.display_name, closed=person.pk not in open_ids
        )
        for person in specialists
    }
    for visit in visits:
        if column := columns.get(visit.specialist_id):
            column.visits.append(cell(visit, clock, detail=visit.service.name))
    return list(columns.values())


def grid_of(caption: str, columns: list[Column]) -> Grid:
    """As tall as the working day, taller where a visit is earlier or later."""
    cells = [each for column in columns for each in column.visits]
    first = min([EARLIEST, *(each.hour for each in cells)])
    last = max([LATEST, *(-(-(each.hour * 60 + each.minute + each.length) // 60) for each in cells)])
    return Grid(
        caption=caption,
        columns=columns,
        first_hour=max(first, FIRST_HOURS[0]),
        last_hour=min(last, LAST_HOURS[1]),
    )


def cell(visit: Appointment, clock: Clock, *, detail: str) -> Cell:
    local = clock.local(visit.started_at)
    minutes = int((visit.ended_at - visit.started_at) / timedelta(minutes=1))
    until_midnight = 24 * 60 - (local.hour * 60 + local.minute // 5 * 5)
    length = min(max(minutes // 5 * 5, SHORTEST), LONGEST, until_midnight)
    return Cell(
        url=reverse("appointment", args=[visit.pk]),
        time=f"{local:%H:%M}",
        name=visit.patient_person.name,
        detail=detail,
        status=visit.status,
        hour=local.hour,
        minute=local.minute // 5 * 5,
        length=length,
    )
