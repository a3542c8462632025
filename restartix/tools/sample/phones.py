"""The sample's people have confirmed their numbers, so that the demo sends its text messages."""

from __future__ import annotations

from appointments.models import Appointment
from patients.contact_data import ConfirmedPhone


def confirm() -> None:
    visits = Appointment.objects.select_related("booked_as", "patient_person").order_by("pk")
    found = {
        (
            visit.organisation_id,
            visit.patient_person_id,
            visit.booked_as.phone or visit.patient_person.phone,
        ): visit
        for visit in visits
    }
    ConfirmedPhone.objects.bulk_create(
        ConfirmedPhone(
            organisation_id=organisation,
            person_id=person,
            phone=phone,
            appointment_id=visit.pk,
            how=ConfirmedPhone.How.LOADED,
            confirmed_at=visit.created_at,
        )
        for (organisation, person, phone), visit in found.items()
        if phone
    )
