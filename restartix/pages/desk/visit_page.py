"""The visit's page for staff: what it is, how far it is, and what may be done now."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from appointments.models import Appointment, Status
from appointments.models.conditions import forms_settled
from appointments.models.status import CALLED_OFF
from restartix.core import verbs
from restartix.core.clinics.actor import Actor
from restartix.core.clock import Clock
from restartix.core.fingerprint import fingerprint
from restartix.core.web.access_log import opens
from restartix.core.web.audiences import members_only
from restartix.core.web.middleware import ClinicRequest
from restartix.pages.desk.attendance import evidence_of
from restartix.pages.desk.booking_section import booked_facts
from restartix.pages.desk.clocks import staff_clock
from restartix.pages.desk.colleagues import colleagues_notes
from restartix.pages.desk.forms_section import papers_at_the_desk
from restartix.pages.desk.history import story_of
from restartix.pages.desk.identity_card import IdentityCheckForm, identity_form
from restartix.pages.desk.onboarding_form import ChecklistForm, checklist_at, checklist_for, typed_facts
from restartix.pages.desk.onboarding_progress import is_under_way, shows_steps, steps_of
from restartix.pages.desk.panel import template_for, who_is_here
from restartix.pages.desk.proposals import proposals_of
from restartix.pages.desk.readiness import readiness_at_the_desk
from restartix.pages.desk.reason_forms import ReasonForm, asked_of
from restartix.pages.desk.sent_messages import letters_of
from restartix.pages.desk.text_consent import texting_of
from restartix.pages.desk.unsettled import ways_to_settle
from restartix.pages.desk.visit_queries import gather, steered_visit, visit_at_the_desk, with_steps

VERBS = {
    "onboard": "onboard",
    "confirm": "confirm",
    "open_session": "start",
    "complete": "complete",
    "cancellation": "cancel",
    "noshow": "mark_noshow",
    "reschedule": "reschedule",
    "reinstatement": "reinstate",
    "correction": "correct",
    "renew_link": "renew_link",
    "correct_person": "correct_person",
    "removal": "remove",
    "restore": "restore",
}
"""What the page calls each of its acts, and the verb that the act says."""


@opens("visit", visit="pk")
@members_only
@require_safe
def appointment(request: ClinicRequest, pk: int) -> HttpResponse:
    return show(request, visit_at_the_desk(request, pk))


@members_only
@require_safe
def onboarding_steps(request: ClinicRequest, pk: int) -> HttpResponse:
    """The steps, and how ready that makes the visit, asked for each second; 204 while there is nothing new."""
    visit = steered_visit(request, pk, with_steps(Appointment.objects.all()))
    steps = steps_of(visit)
    if request.GET.get("seen") == fingerprint(steps):
        return HttpResponse(status=204)
    ready = readiness_at_the_desk(visit, staff_clock(request.actor, visit.organisation))
    return render(
        request, "appointments/desk/_steps.html", steps_context(visit, steps) | {"now_ready": ready}
    )


def show(
    request: ClinicRequest,
    visit: Appointment,
    *,
    status: int = 200,
    refusal: str = "",
    sent: ReasonForm | None = None,
    times: list[tuple[str, str]] | None = None,
    checklist: ChecklistForm | None = None,
    identity: IdentityCheckForm | None = None,
) -> HttpResponse:
    names, clock = gather(visit), staff_clock(request.actor, visit.organisation)
    may = allowed_actions(visit, by=request.actor)
    context: dict[str, Any] = {
        "visit": visit,
        **_when(visit, clock),
        "may": may,
        "checklist": checklist_at(clock, checklist or checklist_for(visit)),
        "identity": identity or identity_form(visit),
        "facts": booked_facts(visit, clock),
        "papers": papers_at_the_desk(visit),
        "ready": readiness_at_the_desk(visit, clock),
        "events": story_of(visit, clock, names),
        "letters": letters_of(visit, clock, names),
        "refusal": refusal,
        "here": who_is_here(request, visit),
        "asked": asked_of(visit, may, sent, times),
        **ways_to_settle(visit, request.actor, refused=bool(refusal) and may["complete"]),
        "evidence": evidence_of(visit, clock) if may["noshow"] or visit.status == Status.NOSHOW else None,
        "typed": typed_facts(visit),
        **_contact(request, visit, clock),
        "section": "calendar",
    }
    if shows_steps(visit):
        context |= steps_context(visit, steps_of(visit))
    return render(request, template_for(request), context, status=status)


def _when(visit: Appointment, clock: Clock) -> dict[str, str]:
    return {"when": f"{clock.short(visit.started_at)}–{clock.time(visit.ended_at)}", "zone": clock.name}


def _contact(request: ClinicRequest, visit: Appointment, clock: Clock) -> dict[str, Any]:
    """How the patient is reached, by text messages or not; what forms propose, and what colleagues left to be read."""
    back, person = visit.get_absolute_url(), visit.patient_person
    lines = visit.pending_lines  # type: ignore[attr-defined]
    proposals = proposals_of(lines, person, by=request.actor, clock=clock, back=back)
    notes = colleagues_notes(visit, clock)
    return {"texting": texting_of(visit), "proposals": proposals, "notes": notes}


def steps_context(visit: Appointment, steps: list[Any]) -> dict[str, Any]:
    asks = f"{reverse('onboarding_steps', args=[visit.pk])}?seen={fingerprint(steps)}"
    return {"steps": steps, "poll_url": asks if is_under_way(steps) else ""}


def allowed_actions(visit: Appointment, *, by: Actor) -> dict[str, bool]:
    """What this member may do to the visit as it stands; the page offers these verbs and no others."""
    # Completing is offered before all is signed: the press says what is missing, and how each form can be settled.
    may = {
        act: verbs.refusal(visit, verb, by, ignoring=[forms_settled]) is None for act, verb in VERBS.items()
    }
    may["open_session"] |= visit.status == Status.INPROGRESS  # opened already: the same button leads into it
    # The verb would mail a link to a visit called off too, or to nobody: neither is of use to a patient.
    may["renew_link"] &= visit.status not in CALLED_OFF and _has_address(visit)
    return may


def _has_address(visit: Appointment) -> bool:
    has_login = visit.patient_person_id and visit.patient_person.user_id
    return bool(visit.contact_email or has_login)
