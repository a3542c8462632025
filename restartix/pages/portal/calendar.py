"""The patient's calendar: a month of their own visits and of those in their care, and the same as a list."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from appointments.models import Appointment, Status
from appointments.models.status import UNFINISHED
from restartix.core.clinics.actor import Actor
from restartix.core.clock import Clock, format_day, long_date
from restartix.core.web.audiences import patients_only
from restartix.core.web.current_clinic import clinic_of
from restartix.core.web.middleware import ClinicRequest
from restartix.core.weeks import first_weekday, instants_of, weeks_of
from restartix.pages.calendar.grid_cells import addresses
from restartix.pages.calendar.month import weekdays
from restartix.pages.calendar.period import Period, View


@dataclass(frozen=True)
class OwnDay:
    number: int
    label: str
    is_today: bool
    is_outside: bool
    entries: list[dict[str, Any]] = field(default_factory=list)


@require_safe
@patients_only
def my_calendar(request: ClinicRequest) -> HttpResponse:
    """On the clock they last booked on; the first query finds it, with the visit that comes next."""
    own = own_visits(request.actor)
    assert request.actor.organisation_id
    organisation = clinic_of(request)
    latest = own.exclude(visitor_time_zone="").order_by("-created_at").first()
    clock = Clock(latest.visitor_zone if latest else organisation.zone)
    today = clock.today
    place = Period.from_query(
        request.GET, today=today, first_weekday=first_weekday(organisation.language), otherwise=View.MONTH
    ).only(View.MONTH)
    entries = [_entry(visit, clock) for visit in _within(own, place, clock)]
    coming = own.filter(ended_at__gt=timezone.now(), status__in=UNFINISHED)
    following = coming.order_by("started_at").first()
    context = {
        "organisation": organisation,
        "title": format_day(place.start, "LLLL y").capitalize(),
        "zone": clock.name,
        "next": _entry(following, clock) if following else None,
        "entries": [entry for entry in entries if place.holds(entry["day"])],
        "weeks": [[_day(day, place, today, entries) for day in week] for week in _weeks(place)],
        "weekdays": weekdays(_weeks(place)[0]),
        "names_people": len(request.actor.person_ids) > 1,
        **place.around(today),
    }
    return render(request, "appointments/visits/calendar.html", context)


def own_visits(actor: Actor) -> QuerySet[Appointment]:
    """Of those they act for, or the one whose private link they hold; cancelled ones left out."""
    seen = Appointment.objects.not_removed().with_names().select_related("organisation")
    mine = seen.filter(patient_person__in=actor.person_ids)
    if not actor.is_signed_in:
        mine = seen.filter(pk__in=[actor.link_appointment_id] if actor.link_appointment_id else [])
    return mine.exclude(status=Status.CANCELLED)


def _weeks(place: Period) -> list[list[date]]:
    return weeks_of(place.start, place.first_weekday)


def _within(own: QuerySet[Appointment], place: Period, clock: Clock) -> QuerySet[Appointment]:
    weeks = _weeks(place)
    start, end = instants_of(weeks[0][0], weeks[-1][-1], clock)
    return own.filter(started_at__gte=start, started_at__lt=end).order_by("started_at", "pk")


def _entry(visit: Appointment, clock: Clock) -> dict[str, Any]:
    return {
        "pk": visit.pk,
        "url": addresses("visit")(visit.pk),
        "day": clock.local(visit.started_at).date(),
        "date": clock.day(visit.started_at),
        "time": clock.time(visit.started_at),
        "service": visit.service.name,
        "person": visit.patient_person.name,
        "specialist": visit.specialist.display_name,
        "status": visit.status,
    }


def _day(day: date, place: Period, today: date, entries: list[dict[str, Any]]) -> OwnDay:
    return OwnDay(
        number=day.day,
        label=long_date(day),
        is_today=day == today,
        is_outside=not place.holds(day),
        entries=[entry for entry in entries if entry["day"] == day],
    )
