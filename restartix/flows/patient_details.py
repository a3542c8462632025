"""A patient's details, corrected by the clinic: name and birth, phone and e-mail, and what signed forms propose.

The record holds the details; the history of the visits says who corrected them, and why.
"""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils import timezone

from appointments.models import Appointment
from appointments.models.status import UNFINISHED
from patients.contact_data import ContactProposal
from patients.models import PatientPerson
from restartix.core.clinics.actor import Actor
from restartix.core.masks import mask_phone


def correct_identity(person: PatientPerson, changes: dict[str, Any], *, by: Actor, reason: str) -> None:
    """The database logs old and new values; the history of each upcoming visit, or else of the latest, records why."""
    visits = Appointment.objects.not_removed().filter(patient_person=person)
    ahead = list(visits.filter(ended_at__gt=timezone.now()))
    with transaction.atomic():
        PatientPerson.objects.filter(pk=person.pk).update(**changes)
        for visit in ahead or list(visits.order_by("-started_at")[:1]):
            visit.note_identity(by=by, changed=sorted(changes), reason=reason)


class Contact:
    """A person's phone, and the address that e-mails about their upcoming visits at this clinic go to."""

    def __init__(self, person: PatientPerson, actor: Actor) -> None:
        self.person, self.actor = person, actor
        ahead = Appointment.objects.not_removed().filter(patient_person=person, status__in=UNFINISHED)
        self.visits = list(ahead.filter(ended_at__gt=timezone.now()).order_by("started_at"))

    @property
    def email(self) -> str:
        return self.visits[0].contact_email if self.visits else ""

    @property
    def may_correct_phone(self) -> bool:
        """Only the clinic that created the person may."""
        return self.person.made_by_id == self.actor.here

    def correct(self, *, phone: str | None = None, email: str | None = None) -> bool:
        """Apply what differs everywhere and record it on each visit. True if anything changed."""
        is_new_phone = phone is not None and phone != self.person.phone
        with transaction.atomic():
            if is_new_phone:
                typed = [visit.booked_as_id for visit in self.visits]
                PatientPerson.objects.filter(pk__in=[self.person.pk, *typed]).update(phone=phone)
            changed = [
                visit for visit in self.visits if is_new_phone or email not in {None, visit.contact_email}
            ]
            for visit in changed:
                visit.correct_contact(
                    by=self.actor, email=email, phone=(self.person.phone, phone) if is_new_phone else None
                )
        return is_new_phone or bool(changed)


@transaction.atomic
def decide_proposal(proposal: ContactProposal, *, accepts: bool, by: Actor) -> bool:
    """Put it on record, or dismiss it; the history of the visit that it came with says so. False when somebody else has
    decided meanwhile, or it is not theirs to do."""
    visit = Appointment.objects.filter(pk=proposal.appointment_id).first()
    was = proposal.person.phone
    if visit is None or not by.runs(visit) or not proposal.decide(accepts=accepts):
        return False
    visit.record(
        "contact proposal accepted" if accepts else "contact proposal dismissed",
        by=by,
        attribute=proposal.attribute,
        **_masked(proposal, was, accepts=accepts),
    )
    return True


def _masked(proposal: ContactProposal, was: str, *, accepts: bool) -> dict[str, Any]:
    """Masked, since more people read the history than the record."""
    if proposal.attribute != "phone" or not accepts:
        return {}
    return {"phone": [mask_phone(was), mask_phone(proposal.value)]}
