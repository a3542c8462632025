"""The patient's own pages: for each person they act for what comes next, what is still to do, and what has been."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from django.db.models import F, Window
from django.db.models.functions import RowNumber
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from appointments.models import Appointment, PatientServicePlan, Status
from appointments.plans import progress_of, session_words
from patients.models import PatientPerson, PatientProfile
from restartix.core.clinics.actor import Actor
from restartix.core.numbers import whole_number
from restartix.core.web.audiences import patients_only
from restartix.core.web.middleware import ClinicRequest
from restartix.pages.portal.past_visits import (
    COMING,
    Row,
    past_rows,
    past_visits_of,
    row_of,
    visits_acted_for,
)
from restartix.pages.portal.tabs import tabs
from restartix.pages.portal.todo import still_to_do
from restartix.pages.shared.booked import drop_draft

PAST_SHOWN = 3
AHEAD_SHOWN = 2


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
            shown.next = row_of(visit) | todo[visit.pk]
        else:
            shown.ahead.append(row_of(visit))
    _add_past(pages, actor, now)
    _add_plans(pages)
    context = {"tabs": tabs("my_visits"), "people": list(pages.values())}
    return render(request, "appointments/visits/my_visits.html", context)


@require_safe
@patients_only
def my_booking(request: ClinicRequest, pk: UUID) -> HttpResponse:
    """Book again: from here on the booking pages know for whom, and of which plan. A form that was left for somebody
    else is no more."""
    if pk not in request.actor.books_for_ids:
        raise Http404
    request.session["booking_for"] = str(pk)
    request.session.pop("booking_plan", None)
    plan_id = whole_number(request.GET.get("plan", ""))
    plan = PatientServicePlan.objects.filter(person=pk, pk=plan_id).first() if plan_id is not None else None
    if plan is None:
        return drop_draft(redirect("clinic"))
    request.session["booking_plan"] = plan.pk
    return drop_draft(redirect("service", plan.service_id))


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


def _coming(actor: Actor, now: datetime) -> list[Appointment]:
    coming = visits_acted_for(actor).filter(COMING, ended_at__gt=now).select_related("room")
    return list(coming.order_by("started_at", "pk"))


def _add_past(pages: dict[UUID, Pages], actor: Actor, now: datetime) -> None:
    """The last few of each."""
    place = Window(
        RowNumber(), partition_by="patient_person_id", order_by=[F("started_at").desc(), F("pk").desc()]
    )
    found = past_visits_of(actor, now).annotate(place=place).filter(place__lte=PAST_SHOWN + 1)
    latest: list[Appointment] = sorted(found, key=lambda visit: visit.started_at, reverse=True)
    for row in past_rows(latest, by=actor):
        shown = pages[row["visit"].patient_person_id]
        if len(shown.past) < PAST_SHOWN:
            shown.past.append(row)
        else:
            shown.has_more = True


def _add_plans(pages: dict[UUID, Pages]) -> None:
    """How far each plan is, and its visits. Three queries more."""
    found = PatientServicePlan.objects.filter(person__in=pages, ended_at=None).select_related("service")
    plans = progress_of(found.order_by("-created_at", "-pk"))
    visits: dict[int | None, list[Row]] = defaultdict(list)
    theirs = Appointment.objects.not_removed().filter(patient_service_plan__in=[one.plan for one in plans])
    held = theirs.exclude(status=Status.CANCELLED).with_names().select_related("organisation")
    for visit in held.order_by("plan_session_number"):
        visits[visit.patient_service_plan_id].append(row_of(visit) | {"session": session_words(visit)})
    for one in plans:
        pages[one.plan.person_id].plans.append({"progress": one, "visits": visits[one.plan.pk]})
