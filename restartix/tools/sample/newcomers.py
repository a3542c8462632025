"""Who has booked and waits to be taken on: strangers mostly, some whom the clinic knows, and a parent for a child."""

from __future__ import annotations

from appointments.models import Appointment
from patients.models import LoginOf
from restartix.tools.sample.people import GUARDIAN, WARD, assign_patient, person
from restartix.tools.sample.world import Clinic, dice

STRANGERS = (
    "Sebastian Moldovan", "Beatrice Olteanu", "Anca Dragomir", "Emil Cojocaru", "Camelia Pavel", "George Whitaker",
    "Livia Manole", "Petru Iacob",
)  # fmt: skip


def book(clinic: Clinic, visit: Appointment, name: str, is_alike: bool) -> None:
    """What they typed makes a person of its own: alike with the known person's phone, or the child's birth date."""
    typed = person(clinic, name, dice(visit.booking_client_id, "phone").randrange(200, 700), visit=visit)
    typed.birth_date = None
    if is_alike:
        known = clinic.person_named(name)
        if name == WARD:
            typed.birth_date = known.birth_date
        else:
            typed.phone = known.phone
    typed.save(update_fields=["phone", "birth_date"])
    assign_patient(visit, typed)
    if is_alike and name == WARD:
        visit.contact_email, visit.booked_by, visit.relationship = GUARDIAN, "Maria Preda", "mother"
        visit.login_of = LoginOf.GUARDIAN
