"""Visits of the past, and those that were called off: what came of each."""

from __future__ import annotations

from collections import defaultdict
from datetime import datetime
from typing import Any
from uuid import UUID

from django.core.paginator import Paginator
from django.db.models import Q, QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from appointments.models import Appointment, Status
from appointments.models.status import UNFINISHED
from forms.models import Form, FormStatus, Side
from patients.models import PatientPerson
from restartix.core.clinics.actor import Actor
from restartix.core.web.audiences import patients_only
from restartix.core.web.middleware import ClinicRequest
from restartix.pages.shared.booking_words import visit_words
from reviews.models import OPEN_FOR

PAGE = 20
COMING = Q(status__in=UNFINISHED)
Row = dict[str, Any]


@require_safe
@patients_only
def my_past(request: ClinicRequest, pk: UUID) -> HttpResponse:
    """Every visit of one person that is over or off, with what came of it."""
    person = get_object_or_404(PatientPerson.objects.filter(pk__in=request.actor.person_ids), pk=pk)
    found = (
        past_visits_of(request.actor, timezone.now())
        .filter(patient_person=person)
        .order_by("-started_at", "-pk")
    )
    page = Paginator(found, PAGE).get_page(request.GET.get("page"))
    context = {"person": person, "page": page, "rows": past_rows(list(page), by=request.actor)}
    return render(request, "appointments/visits/my_past.html", context)


def visits_acted_for(actor: Actor) -> QuerySet[Appointment]:
    """Of whoever they act for."""
    found = Appointment.objects.not_removed().filter(patient_person__in=actor.person_ids)
    return found.with_names().select_related("organisation")


def past_visits_of(actor: Actor, now: datetime) -> QuerySet[Appointment]:
    """Of these, what is neither under way nor ahead."""
    return visits_acted_for(actor).exclude(COMING, ended_at__gt=now).select_related("review")


def past_rows(visits: list[Appointment], *, by: Actor) -> list[Row]:
    """Each with the papers that came of it and the stars it was given, or the way to give some. One query more."""
    papers: dict[int, list[Form]] = defaultdict(list)
    signed = Form.objects.current().filter(
        appointment__in=[one.pk for one in visits],
        filled_by=Side.SPECIALIST,
        status__in=(FormStatus.SIGNED, FormStatus.ON_PAPER),
    )
    for form in signed.only("pk", "name", "appointment_id"):
        papers[form.appointment_id].append(form)
    return [
        row_of(visit)
        | {
            "papers": papers[visit.pk],
            "stars": getattr(getattr(visit, "review", None), "rating", 0),
            "review_url": _review_url(visit, by),
        }
        for visit in visits
    ]


def _review_url(visit: Appointment, by: Actor) -> str:
    """Where to say how it was, while that is open to them."""
    is_open = visit.status == Status.DONE and visit.ended_at + OPEN_FOR > timezone.now()
    return reverse("review", args=[visit.pk]) if is_open and by.reads_results_of(visit) else ""


def row_of(visit: Appointment) -> Row:
    """The visit with its words, for a line of a list."""
    return {"visit": visit, **visit_words(visit, visit.visitor_zone)}
