"""Contact data that signed forms propose: shown beside what is on record, accepted or dismissed by staff."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from appointments.models import Appointment
from forms.attributes import ATTRIBUTES
from patients.attributes import OF_THE_PERSON, PHONES
from patients.contact_data import ContactProposal
from patients.models import Patient, PatientPerson, PatientProfile
from restartix.clock import Clock
from restartix.identity.sessions import is_ours
from restartix.masks import masked_phone
from restartix.organisations.actor import Actor
from restartix.organisations.audiences import members_only
from restartix.organisations.middleware import ClinicRequest
from restartix.phone import spaced


@members_only
@require_POST
def proposal_acceptance(request: ClinicRequest, pk: UUID) -> HttpResponse:
    """Put it on record. A new phone number gets no text messages before it is confirmed."""
    return _decide(request, pk, accepts=True)


@members_only
@require_POST
def proposal_dismissal(request: ClinicRequest, pk: UUID) -> HttpResponse:
    return _decide(request, pk, accepts=False)


def proposals_of(person: PatientPerson, *, by: Actor, clock: Clock, back: str) -> list[dict[str, Any]]:
    """What waits for a decision: each value beside the one on record, and what this member may do with it."""
    pending = list(ContactProposal.objects.filter(person=person, organisation=by.here).pending())
    if not pending:
        return []
    profile = PatientProfile.objects.filter(person=person).first()
    link = Patient.objects.filter(person=person, organisation=by.here).first()
    visits = Appointment.objects.filter(pk__in=[one.appointment_id for one in pending])
    steered = {visit.pk for visit in visits if by.runs(visit)}
    may_change = {"phone": person.made_by_id == by.here}
    return [
        {
            "name": ATTRIBUTES[one.attribute],
            "value": _shown(one.attribute, one.value),
            "on_record": _shown(one.attribute, _on_record(one.attribute, person, profile)),
            "when": clock.short(one.made_at),
            "visit": reverse("appointment", args=[one.appointment_id]),
            "may_decide": one.appointment_id in steered,
            "may_accept": may_change.get(one.attribute, bool(link and link.is_shared)),
            "accept_url": f"{reverse('proposal_acceptance', args=[one.pk])}?next={back}",
            "dismiss_url": f"{reverse('proposal_dismissal', args=[one.pk])}?next={back}",
        }
        for one in pending
    ]


def _decide(request: ClinicRequest, pk: UUID, *, accepts: bool) -> HttpResponse:
    proposal = get_object_or_404(ContactProposal.objects.select_related("person"), pk=pk)
    person = proposal.person
    visit = Appointment.objects.filter(pk=proposal.appointment_id).first()
    was = person.phone
    if visit is None or not request.actor.runs(visit) or not proposal.decide(accepts=accepts):
        words = _("Nothing was changed: this was decided already, or the record isn’t this clinic’s.")
        messages.warning(request, words)
    else:
        visit.record(
            "contact proposal accepted" if accepts else "contact proposal dismissed",
            by=request.actor,
            attribute=proposal.attribute,
            **_masked(proposal, was, accepts=accepts),
        )
        messages.success(
            request, _("It is on record now.") if accepts else _("Dismissed. The record stays as it is.")
        )
    there = request.GET.get("next", "")
    return redirect(there if is_ours(there) else reverse("person", args=[person.pk]))


def _masked(proposal: ContactProposal, was: str, *, accepts: bool) -> dict[str, Any]:
    """The story is read by more people than the record."""
    if proposal.attribute != "phone" or not accepts:
        return {}
    return {"phone": [masked_phone(was), masked_phone(proposal.value)]}


def _on_record(attribute: str, person: PatientPerson, profile: PatientProfile | None) -> str:
    return str(getattr(person if attribute in OF_THE_PERSON else profile, attribute, ""))


def _shown(attribute: str, value: str) -> str:
    return spaced(value) if attribute in PHONES else value
