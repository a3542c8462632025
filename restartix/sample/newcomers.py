"""Who has booked and waits to be taken on: strangers mostly, some whom the clinic knows, and a parent for a child."""

from __future__ import annotations

from datetime import date

from appointments.models import Appointment
from patients.models import LoginOf, PatientPerson
from restartix.sample.people import GUARDIAN, WARD, person, seen_is
from restartix.sample.world import Clinic, World

STRANGERS = (
    "Ruxandra Vasile", "Sebastian Moldovan", "Ilinca Georgescu", "Toma Rusu", "Beatrice Olteanu", "Noah Fischer",
    "Anca Dragomir", "Emil Cojocaru", "Camelia Pavel", "George Whitaker", "Livia Manole", "Petru Iacob",
)  # fmt: skip


def books(world: World, clinic: Clinic, visit: Appointment) -> None:
    """What they typed makes a person of its own, whoever they are."""
    known, turn = world.dice.choice(clinic.persons), len(clinic.visits)
    number = 100 * (1 + list(world.clinics.values()).index(clinic)) + turn
    kind = sum(one.onboarded_at is None for one in clinic.visits) % 4 if world.size.has_alike else 0
    if kind == 1:
        seen_is(visit, _typed(clinic, known.name, number, visit, phone=known.phone))
    elif kind == 2 and clinic.persons[3].name == WARD:
        child = clinic.persons[3]
        seen_is(visit, _typed(clinic, WARD, number, visit, born=child.birth_date))
        visit.contact_email, visit.booked_by, visit.relationship = GUARDIAN, "Maria Preda", "mother"
        visit.login_of = LoginOf.GUARDIAN
    else:
        name = STRANGERS[turn % len(STRANGERS)]
        seen_is(visit, _typed(clinic, name, number, visit))


def _typed(
    clinic: Clinic, name: str, number: int, visit: Appointment, *, phone: str = "", born: date | None = None
) -> PatientPerson:
    made = person(clinic, name, number, link_hash=visit.link_hash)
    made.phone, made.birth_date = phone or made.phone, born
    made.save(update_fields=["phone", "birth_date"])
    return made
