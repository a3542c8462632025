"""The patients: persons, what is known of their health, who has a login, and who acts for whom."""

from __future__ import annotations

import random
from datetime import date, timedelta
from itertools import chain

from appointments.models import Appointment
from patients.models import Guardianship, Patient, PatientPerson, PatientProfile
from restartix.core.identity.models import User
from restartix.tools.sample.script import ELENA, LUCA, MARIA, MIHAI, OLIVIA, WRITTEN
from restartix.tools.sample.staff import login
from restartix.tools.sample.world import Clinic, World, dice, known_id

FIRST = (
    "Elena", "Mihai", "Sofia", "Radu", "Teodora", "Vlad", "Irina", "Matei", "Daria", "Cristian", "Oana",
    "Tudor", "Adela", "Horia", "Simona", "Paul", "Hannah", "Owen", "Miriam", "Felix", "Larisa", "Victor",
)  # fmt: skip
MEN = {
    "Mihai",
    "Radu",
    "Vlad",
    "Matei",
    "Cristian",
    "Tudor",
    "Horia",
    "Paul",
    "Owen",
    "Felix",
    "Victor",
    "Luca",
}
SEX = {
    first: PatientProfile.Sex.MALE if first in MEN else PatientProfile.Sex.FEMALE
    for first in (*FIRST, "Maria", "Luca")
}
LAST = (
    "Ionescu", "Stanciu", "Marin", "Dobre", "Neagu", "Florea", "Barbu", "Sandu", "Lungu", "Preda",
    "Voicu", "Enache", "Carter", "Nolan", "Brandt", "Whitmore",
)  # fmt: skip
ALLERGIES = ("", "", "Penicillin", "Pollen", "Latex", "Ibuprofen")
CONDITIONS = ("", "", "High blood pressure", "Asthma", "Type 2 diabetes", "Scoliosis")
BLOOD = ("0+", "A+", "B+", "AB+", "0-", "A-")

# Patients who sign in; each is the first person of their name at the clinic.
LOGINS = {
    "aurora": ((ELENA, "elena@patients.example"), (MIHAI, "mihai@patients.example"), (MARIA, "maria@patients.example")),
    "riverside": ((OLIVIA, "olivia@patients.example"),),
}  # fmt: skip
GUARDIAN, WARD = "maria@patients.example", LUCA


def invite(world: World) -> None:
    """Everyone the clinics know. At the first clinic a mother acts for her son, who has no login."""
    numbers = iter(range(1, 1000))
    for slug, clinic in world.clinics.items():
        for name, email in LOGINS[slug]:
            clinic.persons.append(person(clinic, name, next(numbers), email=email))
        if slug == "aurora":
            clinic.persons.append(_ward(world, clinic, next(numbers)))
        others = world.size.persons if slug == "aurora" else world.size.persons // 5
        for name in [*WRITTEN[slug], *names(slug, others - len(WRITTEN[slug]))]:
            clinic.persons.append(person(clinic, name, next(numbers)))
        know(clinic, clinic.persons)
        _profiles(clinic.persons)


def names(slug: str, count: int) -> list[str]:
    """Names without a repeat, other than those of people with a login or with visits that are written by hand."""
    all_of_them = [f"{first} {last}" for first in FIRST for last in LAST]
    taken = {name for held in LOGINS.values() for name, _ in held} | {*chain(*WRITTEN.values())}
    return dice("names", slug).sample([name for name in all_of_them if name not in taken], count)


def person(
    clinic: Clinic, name: str, number: int, *, email: str = "", visit: Appointment | None = None
) -> PatientPerson:
    """Whom the clinic knows; or whom a booking has made, known by its link alone."""
    return PatientPerson.objects.create(
        id=known_id(
            "person", clinic.organisation.slug, name, str(visit.booking_client_id if visit else number)
        ),
        made_by=clinic.organisation,
        user=login(name, email) if email else None,
        name=name,
        phone=phone(number),
        birth_date=date(1948 + number * 7 % 55, 1 + number % 12, 1 + number * 5 % 28),
        link_hash=visit.link_hash if visit else "",
    )


def phone(number: int) -> str:
    return f"+40700000{number:03}"


def know(clinic: Clinic, persons: list[PatientPerson]) -> None:
    """The clinic's link to each: without it, it may not refer to them."""
    Patient.objects.bulk_create(
        Patient(
            id=known_id("patient", clinic.organisation.slug, str(one.pk)),
            organisation=clinic.organisation,
            person=one,
            is_shared=True,
        )
        for one in persons
    )


def assign_patient(visit: Appointment, patient: PatientPerson) -> None:
    """Whose visit this is, and where its mail goes."""
    visit.patient_person = visit.booked_as = patient
    if patient.user:
        visit.contact_email = patient.user.email
    else:
        visit.contact_email = f"{patient.name.lower().replace(' ', '.')}@patients.example"


def _ward(world: World, clinic: Clinic, number: int) -> PatientPerson:
    child = person(clinic, WARD, number)
    child.birth_date = date(clinic.today.year - 9, 5, 21)
    child.save(update_fields=["birth_date"])
    guardian = User.objects.get(email=GUARDIAN)
    Guardianship.objects.create(
        id=known_id("guardianship", WARD),
        organisation=clinic.organisation,
        user=guardian,
        person=child,
        relationship="mother",
        rights=Guardianship.Right.values,
        granted_by=clinic.admin,
        valid_from=world.now - timedelta(days=200),
    )
    return child


def _profiles(persons: list[PatientPerson]) -> None:
    PatientProfile.objects.bulk_create(_profile(one, dice("profile", one.pk)) for one in persons)


def _profile(one: PatientPerson, own: random.Random) -> PatientProfile:
    return PatientProfile(
        person=one,
        sex=SEX.get(one.name.split()[0], own.choice(PatientProfile.Sex.values[:2])),
        blood_type=own.choice(BLOOD),
        allergies=own.choice(ALLERGIES),
        conditions=own.choice(CONDITIONS),
        insurance_number=f"RO-{own.randrange(10**7, 10**8)}",
        emergency_contact=f"{own.choice(FIRST)} {one.name.split()[-1]}",
        emergency_phone=phone(900 + own.randrange(99)),
    )
