"""Taking a booking on: one press, one transaction; the account and the room follow outside."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.db import transaction

from appointments.models import Appointment, ServiceForm
from forms.generation import generate
from forms.models import FormTemplate
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
            generate(appointment=self.appointment, templates=list(self._templates()), by=by)
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

    def _templates(self) -> Iterator[FormTemplate]:
        """What the service brings, then what is added to it, then its calendar; repeats are generation's business."""
        visit = self.appointment
        services = [visit.service_id, *visit.additional_service_ids]
        links = ServiceForm.objects.filter(service__in=services, template__is_active=True)
        by_service = sorted(
            links.select_related("template"), key=lambda link: services.index(link.service_id)
        )
        yield from (link.template for link in by_service)
        if visit.calendar:
            links_of_calendar = visit.calendar.form_links.filter(template__is_active=True)
            yield from (link.template for link in links_of_calendar.select_related("template"))
