"""Visits as a calendar needs them: few columns, one query, no model instances."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime
from typing import NamedTuple
from uuid import UUID

from django.db.models import Count, QuerySet
from django.db.models.functions import TruncDate

from appointments.models import Appointment, Status
from restartix.core.clock import Clock
from restartix.core.weeks import instants_of
from restartix.pages.calendar.period import Filters, Period

APART = (Status.CANCELLED, Status.NOSHOW)
"""These claim no time: another visit may take their place."""


class VisitRow(NamedTuple):
    """One visit; buffers in minutes."""

    pk: int
    started_at: datetime
    ended_at: datetime
    status: str
    specialist_id: UUID
    service_id: UUID
    buffer_before: int
    buffer_after: int
    cancelled_late: bool | None
    person: str


Counts = dict[date, dict[str, int]]
"""How many visits each day has, by status."""

COLUMNS = (*VisitRow._fields[:-1], "patient_person__name")


def visits_of(place: Period, clock: Clock, *, own: Collection[UUID] | None) -> QuerySet[Appointment]:
    """The visits of a period that its filters let through; only `own` specialists' unless that is None."""
    start, end = instants_of(place.start, place.last, clock)
    visits = Appointment.objects.not_removed().filter(started_at__gte=start, started_at__lt=end)
    return _filtered(visits, place.filters, own)


def lines_of(visits: QuerySet[Appointment], most: int | None = None) -> list[VisitRow]:
    """In order of time."""
    rows = visits.order_by("started_at", "specialist_id", "pk").values_list(*COLUMNS)[:most]
    return [VisitRow(*row) for row in rows]


def counts_of(visits: QuerySet[Appointment], clock: Clock) -> Counts:
    """One aggregate, however many rows."""
    rows = (
        visits.order_by()
        .annotate(day=TruncDate("started_at", tzinfo=clock.zone))
        .values_list("day", "status")
        .annotate(count=Count("*"))
    )
    found: Counts = {}
    for day, status, count in rows:
        found.setdefault(day, {})[status] = count
    return found


def _filtered(
    visits: QuerySet[Appointment], filters: Filters, own: Collection[UUID] | None
) -> QuerySet[Appointment]:
    if filters.specialists:
        visits = visits.filter(specialist__in=filters.specialists)
    elif own is not None:
        visits = visits.filter(specialist__in=own)
    if filters.service:
        visits = visits.filter(service=filters.service)
    if filters.statuses:
        return visits.filter(status__in=filters.statuses)
    return visits if filters.with_cancelled else visits.exclude(status=Status.CANCELLED)
