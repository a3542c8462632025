"""The staff's search: a plain page, and its results alone while somebody types."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from appointments.models import Appointment
from appointments.search import find_persons, find_visits
from patients.models import PatientPerson
from restartix.core.clock import Clock, format_day
from restartix.core.web.audiences import members_only
from restartix.core.web.middleware import ClinicRequest
from restartix.pages.desk.clocks import staff_clock
from restartix.pages.desk.history_wording import late_word

AT_ONCE = 6


@members_only
@require_safe
def search(request: ClinicRequest) -> HttpResponse:
    asked = request.GET.get("q", "").strip()
    most = AT_ONCE if request.htmx else 20  # type: ignore[attr-defined]
    clock = staff_clock(request.actor)
    people = [_person(one) for one in find_persons(asked, most=most)]
    visits = [_visit(one, clock) for one in find_visits(asked, most=most)]
    context = {"asked": asked, "people": people, "visits": visits, "zone": clock.name}
    template = "_found" if request.htmx else "search"  # type: ignore[attr-defined]
    return render(request, f"appointments/desk/people/{template}.html", context)


def _person(person: PatientPerson) -> dict[str, Any]:
    born = format_day(person.birth_date, "d MMMM y") if person.birth_date else ""
    detail = " · ".join(filter(None, [person.phone, born]))
    return {"url": reverse("person", args=[person.pk]), "name": person.name, "detail": detail}


def _visit(visit: Appointment, clock: Clock) -> dict[str, Any]:
    return {
        "url": visit.get_absolute_url(),
        "name": visit.patient_person.name,
        "when": f"{clock.short(visit.started_at)} · {visit.specialist.display_name}",
        "service": visit.service.name,
        "status": visit.status,
        "word": late_word(visit),
    }
