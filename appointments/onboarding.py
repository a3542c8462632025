"""Taking a booking on: one press, one transaction; the account and the room follow outside."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import transaction

from appointments.bringing import bring_forms
from appointments.models import Appointment
from patients.models import Patient, PatientProfile
from restartix.effects.models import Kind
from restartix.organisations.actor import Actor


@dataclass(frozen=True)
class Onboarding:
    """The visit becomes upcoming, its person a patient of the clinic with the visit's forms before them.

    All of that happens or none does. Account and room are asked for by the same transaction and made by the worker.
    """

    appointment: Appointment

    def perform(self, *, by: Actor) -> None:
        """Raises NotYours, NotNow."""
        with transaction.atomic():
            self.appointment.onboard(by=by)
            self._keep_record()
            bring_forms(self.appointment, by=by)
            self.appointment.require(Kind.ACCOUNT)
            self.appointment.require(Kind.ROOM)

    def _keep_record(self) -> None:
        """The clinic knows the person from here on; with the one who made them, their profile starts shared."""
        visit = self.appointment
        made_here = visit.patient_person.made_by_id == visit.organisation_id
        patient, _made = Patient.objects.get_or_create(
            organisation_id=visit.organisation_id,
            person_id=visit.patient_person_id,
            defaults={"is_shared": made_here},
        )
        if patient.is_shared and made_here:
            PatientProfile.objects.get_or_create(person_id=visit.patient_person_id)
