"""The patient's own pages: for each person they act for what comes next, what is still to do, and what has been."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from django.core.paginator import Paginator
from django.db.models import F, Q, QuerySet, Window
from django.db.models.functions import RowNumber
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from appointments.booking.summary import own_zone, visit_words
from appointments.models import Appointment, PatientServicePlan, Status
from appointments.models.status import AHEAD
from appointments.plans import progress_of, session_words
from appointments.visits.todo import still_to_do
from forms.models import Form, Side
from forms.models import Status as FormStatus
from patients.models import PatientPerson, PatientProfile
from patients.portal import tabs
from restartix.organisations.actor import Actor
from restartix.organisations.audiences import patients_only
from restartix.organisations.middleware import ClinicRequest
from reviews.models import OPEN_FOR

PAST_SHOWN = 3
AHEAD_SHOWN = 2
PAGE = 20
COMING = Q(status__in=[*AHEAD, Status.INPROGRESS])
Row = dict[str, Any]


@dataclass
class Pages:
    """All that one person's part of the portal shows. What a guardian has no right to isn't there."""

    person: PatientPerson
    is_me: bool
    may_book: bool
    has_profile: bool
    next: Row | None = None
    ahead: list[Row] = field(default_factory=list)
    past: list[Row] = field(default_factory=list)
    has_more: bool = False
    plans: list[Row] = field(default_factory=list)

    @property
    def soon(self) -> list[Row]:
        return self.ahead[:AHEAD_SHOWN]

    @property
    def later(self) -> list[Row]:
        """Folded away, so that what comes first is seen first."""
        return self.ahead[AHEAD_SHOWN:]

    @property
    def last(self) -> list[Row]:
        """The last visit that took place, whose papers and review are wanted most; none if there is none of late."""
        return [row for row in self.past if row["visit"].status == Status.DONE][:1]

    @property
    def earlier(self) -> list[Row]:
        return [row for row in self.past if row not in self.last]


@require_safe
@patients_only
def my_visits(request: ClinicRequest) -> HttpResponse:
    """Of the signed-in user and of everyone in their care, at this clinic. As many queries for ten as for one."""
    actor, now = request.actor, timezone.now()
    pages = _people(actor)
    ahead = _coming(actor, now)
    firsts = list({visit.patient_person_id: visit for visit in reversed(ahead)}.values())
    todo = still_to_do(firsts, by=actor)
    for visit in ahead:
        shown = pages[visit.patient_person_id]
        if shown.next is None:
            shown.next = _row(visit) | todo[visit.pk]
        else:
            shown.ahead.append(_row(visit))
    _add_past(pages, actor, now)
    _add_plans(pages)
    context = {"tabs": tabs("my_visits"), "people": list(pages.values())}
    return render(request, "appointments/visits/my_visits.html", context)


@require_safe
@patients_only
def my_past(request: ClinicRequest, pk: UUID) -> HttpResponse:
    """Every visit of one person that is over or off, with what came of it."""
    person = get_object_or_404(PatientPerson.objects.filter(pk__in=request.actor.person_ids), pk=pk)
    found = _over(request.actor, timezone.now()).filter(patient_person=person).order_by("-started_at", "-pk")
    page = Paginator(found, PAGE).get_page(request.GET.get("page"))
    context = {"person": person, "page": page, "rows": _past_rows(list(page), by=request.actor)}
    return render(request, "appointments/visits/my_past.html", context)


@require_safe
@patients_only
def my_booking(request: ClinicRequest, pk: UUID) -> HttpResponse:
    """Book again: from here on the booking pages know for whom, and of which plan."""
    if pk not in request.actor.books_for_ids:
        raise Http404
    request.session["booking_for"] = str(pk)
    request.session.pop("booking_plan", None)
    asked = request.GET.get("plan", "")
    plan = PatientServicePlan.objects.filter(person=pk, pk=asked).first() if asked.isdigit() else None
    if plan is None:
        return redirect("clinic")
    request.session["booking_plan"] = plan.pk
    return redirect("service", plan.service_id)


def _people(actor: Actor) -> dict[UUID, Pages]:
    """Themselves first, then who is in their care, by name."""
    found = PatientPerson.objects.filter(pk__in=actor.person_ids).order_by("name", "pk")
    open_profiles = set(PatientProfile.objects.filter(person__in=found).values_list("pk", flat=True))
    pages = [
        Pages(
            person=one,
            is_me=one.user_id == actor.user_id,
            may_book=one.pk in actor.books_for_ids,
            has_profile=one.pk in open_profiles | actor.own_person_ids,
        )
        for one in found
    ]
    return {one.person.pk: one for one in sorted(pages, key=lambda one: not one.is_me)}


def _mine(actor: Actor) -> QuerySet[Appointment]:
    mine = Appointment.objects.kept().filter(patient_person__in=actor.person_ids)
    return mine.with_names().select_related("organisation")


def _coming(actor: Actor, now: datetime) -> list[Appointment]:
    coming = _mine(actor).filter(COMING, ended_at__gt=now).select_related("room")
    return list(coming.order_by("started_at", "pk"))


def _over(actor: Actor, now: datetime) -> QuerySet[Appointment]:
    return _mine(actor).exclude(COMING, ended_at__gt=now).select_related("review")


def _add_past(pages: dict[UUID, Pages], actor: Actor, now: datetime) -> None:
    """The last few of each."""
    place = Window(
        RowNumber(), partition_by="patient_person_id", order_by=[F("started_at").desc(), F("pk").desc()]
    )
    latest = _over(actor, now).annotate(place=place).filter(place__lte=PAST_SHOWN + 1)
    latest = sorted(latest, key=lambda visit: visit.started_at, reverse=True)
    for row in _past_rows(latest, by=actor):
        shown = pages[row["visit"].patient_person_id]
        if len(shown.past) < PAST_SHOWN:
            shown.past.append(row)
        else:
            shown.has_more = True


def _past_rows(visits: list[Appointment], *, by: Actor) -> list[Row]:
    """Each with the papers that came of it and the stars it was given, or the way to give some. One query more."""
    papers: dict[int, list[Form]] = defaultdict(list)
    signed = Form.objects.current().filter(
        appointment__in=[one.pk for one in visits], filled_by=Side.SPECIALIST, status=FormStatus.SIGNED
    )
    for form in signed.only("pk", "name", "appointment_id"):
        papers[form.appointment_id].append(form)
    return [
        _row(visit)
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


def _add_plans(pages: dict[UUID, Pages]) -> None:
    """How far each plan is, and its visits. Three queries more."""
    found = PatientServicePlan.objects.filter(person__in=pages, ended_at=None).select_related("service")
    plans = progress_of(found.order_by("-created_at", "-pk"))
    visits: dict[int | None, list[Row]] = defaultdict(list)
    theirs = Appointment.objects.kept().filter(patient_service_plan__in=[one.plan for one in plans])
    held = theirs.exclude(status=Status.CANCELLED).with_names().select_related("organisation")
    for visit in held.order_by("plan_session_number"):
        visits[visit.patient_service_plan_id].append(_row(visit) | {"session": session_words(visit)})
    for one in plans:
        pages[one.plan.person_id].plans.append({"progress": one, "visits": visits[one.plan.pk]})


def _row(visit: Appointment) -> Row:
    return {"visit": visit, **visit_words(visit, own_zone(visit))}
