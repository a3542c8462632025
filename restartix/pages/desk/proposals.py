"""Contact data that signed forms propose: shown beside what is on record, accepted or dismissed by staff."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db.models import OuterRef, QuerySet, Subquery
from django.db.models.functions import JSONObject
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from appointments.models import Appointment
from forms.attributes import ATTRIBUTES
from patients.attributes import OF_THE_PERSON, PHONES
from patients.contact_data import ContactProposal
from patients.models import Patient, PatientPerson
from restartix.core.clinics.actor import Actor
from restartix.core.clock import Clock
from restartix.core.phone import format_phone
from restartix.core.web.addresses import is_ours
from restartix.core.web.audiences import members_only
from restartix.core.web.middleware import ClinicRequest
from restartix.flows.patient_details import decide_proposal


@members_only
@require_POST
def proposal_acceptance(request: ClinicRequest, pk: UUID) -> HttpResponse:
    """Put it on record. A new phone number gets no text messages before it is confirmed."""
    return _decide(request, pk, accepts=True)


@members_only
@require_POST
def proposal_dismissal(request: ClinicRequest, pk: UUID) -> HttpResponse:
    return _decide(request, pk, accepts=False)


def pending_lines(**of: Any) -> QuerySet[ContactProposal, tuple[Any]]:
    """What waits for a decision, as JSON: to be read by itself or as part of another query. Each says what
    is on record, whose visit it came with, and whether the clinic may change the profile."""
    visit = Appointment.objects.filter(pk=OuterRef("appointment_id")).values("specialist")
    link = Patient.objects.filter(person=OuterRef("person"), organisation=OuterRef("organisation"))
    line = JSONObject(
        id="pk",
        attribute="attribute",
        value="value",
        made_at="made_at",
        visit="appointment_id",
        specialist=Subquery(visit),
        emergency_contact="person__profile__emergency_contact",
        emergency_phone="person__profile__emergency_phone",
        is_shared=Subquery(link.values("is_shared")[:1]),
    )
    return ContactProposal.objects.filter(**of).pending().values_list(line)


def proposals_of(
    lines: Iterable[dict[str, Any]], person: PatientPerson, *, by: Actor, clock: Clock, back: str
) -> list[dict[str, Any]]:
    """For _proposals.html: each value beside the one on record, and what this member may do with it."""
    return [_proposal(line, person, by, clock, back) for line in lines]


def _proposal(
    line: dict[str, Any], person: PatientPerson, by: Actor, clock: Clock, back: str
) -> dict[str, Any]:
    attribute = line["attribute"]
    is_steered = by.is_admin or line["specialist"] in {str(one) for one in by.specialist_ids}
    is_ours_to_change = person.made_by_id == by.here if attribute == "phone" else bool(line["is_shared"])
    on_record = getattr(person, attribute) if attribute in OF_THE_PERSON else line.get(attribute)
    return {
        "name": ATTRIBUTES[attribute],
        "value": _shown(attribute, line["value"]),
        "on_record": _shown(attribute, str(on_record or "")),
        "when": clock.short(datetime.fromisoformat(line["made_at"])),
        "visit": reverse("appointment", args=[line["visit"]]),
        "may_decide": is_steered,
        "may_accept": is_ours_to_change,
        "accept_url": f"{reverse('proposal_acceptance', args=[line['id']])}?next={back}",
        "dismiss_url": f"{reverse('proposal_dismissal', args=[line['id']])}?next={back}",
    }


def _decide(request: ClinicRequest, pk: UUID, *, accepts: bool) -> HttpResponse:
    proposal = get_object_or_404(ContactProposal.objects.select_related("person"), pk=pk)
    if not decide_proposal(proposal, accepts=accepts, by=request.actor):
        words = _("Nothing was changed: it was already decided, or this clinic can’t change the record.")
        messages.warning(request, words)
    else:
        messages.success(
            request, _("Saved in the record.") if accepts else _("Dismissed. The record has not changed.")
        )
    there = request.GET.get("next", "")
    return redirect(there if is_ours(there) else reverse("person", args=[proposal.person_id]))


def _shown(attribute: str, value: str) -> str:
    return format_phone(value) if attribute in PHONES else value
