"""The patients: persons, what is known of their health, who has a login, and who acts for whom."""

from __future__ import annotations

from datetime import date, timedelta

from appointments.models import Appointment
from patients.models import Guardianship, Patient, PatientPerson, PatientProfile
from restartix.identity.models import User
from restartix.sample.staff import login
from restartix.sample.world import Clinic, World, known_id

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
    "aurora": (("Elena Ionescu", "elena@patients.example"), ("Mihai Stanciu", "mihai@patients.example"),
               ("Maria Preda", "maria@patients.example")),
    "riverside": (("Olivia Reyes", "olivia@patients.example"),),
}  # fmt: skip
GUARDIAN, WARD = "maria@patients.example", "Luca Preda"


def invite(world: World) -> None:
    """Everyone the clinics know. At the first clinic a mother acts for her son, who has no login."""
    numbers = iter(range(1, 1000))
    for slug, clinic in world.clinics.items():
        for name, email in LOGINS[slug]:
            clinic.persons.append(person(clinic, name, next(numbers), email=email))
        if slug == "aurora":
            clinic.persons.append(_ward(world, clinic, next(numbers)))
        others = world.size.persons if slug == "aurora" else world.size.persons // 5
        for name in names(world, others):
            clinic.persons.append(person(clinic, name, next(numbers)))
        know(clinic, clinic.persons)
        _profiles(world, clinic.persons)


def names(world: World, count: int) -> list[str]:
    """Names without a repeat, other than those of people with a login."""
    all_of_them = [f"{first} {last}" for first in FIRST for last in LAST]
    taken = {name for held in LOGINS.values() for name, _ in held}
    return world.dice.sample([name for name in all_of_them if name not in taken], count)


def person(clinic: Clinic, name: str, number: int, *, email: str = "", link_hash: str = "") -> PatientPerson:
    return PatientPerson.objects.create(
        id=known_id("person", clinic.organisation.slug, name, str(number)),
        made_by=clinic.organisation,
        user=login(name, email) if email else None,
        name=name,
        phone=phone(number),
        birth_date=date(1948 + number * 7 % 55, 1 + number % 12, 1 + number * 5 % 28),
        link_hash=link_hash,
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


def seen_is(visit: Appointment, patient: PatientPerson) -> None:
    """Whose visit this is, and where its mail goes."""
    visit.patient_person = visit.booked_as = patient
    if patient.user:
        visit.contact_email = patient.user.email
    else:
        visit.contact_email = f"{patient.name.lower().replace(' ', '.')}@patients.example"


def _ward(world: World, clinic: Clinic, number: int) -> PatientPerson:
    child = person(clinic, WARD, number)
    child.birth_date = date(world.today.year - 9, 5, 21)
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


def _profiles(world: World, persons: list[PatientPerson]) -> None:
    dice = world.dice
    PatientProfile.objects.bulk_create(
        PatientProfile(
            person=one,
            sex=SEX.get(one.name.split()[0], dice.choice(PatientProfile.Sex.values[:2])),
            blood_type=dice.choice(BLOOD),
            allergies=dice.choice(ALLERGIES),
            conditions=dice.choice(CONDITIONS),
            insurance_number=f"RO-{dice.randrange(10**7, 10**8)}",
            emergency_contact=f"{dice.choice(FIRST)} {one.name.split()[-1]}",
            emergency_phone=phone(900 + dice.randrange(99)),
        )
        for one in persons
    )
