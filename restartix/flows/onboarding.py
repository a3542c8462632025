"""Accepting a booking: one click, one transaction; the login and the video room are made by the worker."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from django.db import transaction

from appointments.models import Appointment
from appointments.models.visit import OnboardingDecision
from patients.models import Patient, PatientProfile
from restartix.core.clinics.actor import Actor
from restartix.core.effects.models import Kind
from restartix.flows.visit_forms import bring_forms_locked


class OnboardingStep(StrEnum):
    """What onboarding is made of, in the order it is done."""

    RECORD = "record"
    FORMS = "forms"
    ACCOUNT = "account"
    ROOM = "room"


@dataclass(frozen=True)
class Onboarding:
    """The visit becomes upcoming, its person a patient of the clinic with the visit's forms before them.

    All of that happens or none does. Account and room are asked for by the same transaction and made by the worker.
    """

    appointment: Appointment

    def perform(self, *, by: Actor, answer: OnboardingDecision | None = None) -> None:
        """Without a decision the person stays the one that was booked. Raises NotYours, NotNow."""
        with transaction.atomic():
            self.appointment.onboard(by=by, answer=answer)
            for step in OnboardingStep:
                self._take(step, by=by)

    def retry(self, step: OnboardingStep, *, by: Actor) -> None:
        """Run one step again. Nothing is made twice; outside services are only checked again."""
        with transaction.atomic():
            self.appointment.reread_locked()
            self._take(step, by=by)

    def _take(self, step: OnboardingStep, *, by: Actor) -> None:
        match step:
            case OnboardingStep.RECORD:
                self._keep_record()
            case OnboardingStep.FORMS:
                bring_forms_locked(self.appointment, by=by)
            case OnboardingStep.ACCOUNT:
                self.appointment.require(Kind.ACCOUNT)
            case OnboardingStep.ROOM:
                self.appointment.require(Kind.ROOM)

    def _keep_record(self) -> None:
        """From here on the clinic knows the person; at the clinic that created them, their profile starts shared."""
        visit = self.appointment
        made_here = visit.patient_person.made_by_id == visit.organisation_id
        patient, _made = Patient.objects.get_or_create(
            organisation_id=visit.organisation_id,
            person_id=visit.patient_person_id,
            defaults={"is_shared": made_here},
        )
        if patient.is_shared and made_here:
            PatientProfile.objects.get_or_create(person_id=visit.patient_person_id)
