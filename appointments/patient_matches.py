"""Whose booking it may be: the people that this clinic has accepted and the asker may see, and what they share with
it."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from django.db import connection
from django.db.models import Count, Max, Q
from django.utils import timezone

from appointments.alike import NAME, alike_of
from appointments.models import Appointment
from appointments.models.visit import OnboardingDecision
from patients.models import Guardianship, LoginOf, PatientPerson

EMAIL, PHONE, BIRTH = "email", "phone", "birth"


@dataclass(frozen=True)
class Match:
    """One person whom the clinic knows: `same` is what they share with what was typed."""

    person: PatientPerson
    same: frozenset[str]
    has_the_name: bool
    visits: int = 0
    last_visit: datetime | None = None
    guardians: tuple[Guardianship, ...] = ()

    @property
    def is_likely_them(self) -> bool:
        """The same name, and something that two strangers don't share."""
        return self.has_the_name and bool(self.same)


@dataclass(frozen=True)
class Matches:
    """Everything that onboarding asks about one booking."""

    visit: Appointment
    found: list[Match] = field(default_factory=list)
    holders: list[PatientPerson] = field(default_factory=list)

    @classmethod
    def of(cls, visit: Appointment) -> Matches:
        """Five queries, however many people there are; two when nobody is alike, none where it is settled already."""
        if visit.booked_as_id != visit.patient_person_id:
            return cls(visit)
        found = sorted(_found(visit), key=lambda match: not match.is_likely_them)
        return cls(visit, found, _holders(visit))

    @property
    def is_settled(self) -> bool:
        """Booked by somebody signed in, for one of their people: nothing is left to ask."""
        return self.visit.booked_as_id != self.visit.patient_person_id

    def suggestion(self) -> OnboardingDecision | None:
        """An unmatched booking is a new patient, with a login for whoever booked. Where the clinic knows somebody
        alike nothing is suggested: a name, a date of birth and a phone number open nobody's record."""
        visit = self.visit
        if self.is_settled:
            return OnboardingDecision(login_of=LoginOf(visit.login_of), relationship=visit.relationship)
        if self.found or self.holders:
            return None
        login_of = LoginOf.GUARDIAN if visit.booked_by else LoginOf.PATIENT
        return OnboardingDecision(
            login_of=login_of if visit.contact_email else LoginOf.NOBODY, relationship=visit.relationship
        )

    def match(self, person_id: str) -> Match | None:
        return next((match for match in self.found if str(match.person.pk) == person_id), None)


def _found(visit: Appointment) -> list[Match]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT person_id, same FROM public.likely_persons(%s)", [visit.pk])
        rows = cursor.fetchall()
    if not rows:
        return []
    found = alike_of(rows)
    persons = {person.pk: person for person in found.persons}
    seen, guardians = _visits(visit, persons), _guardians(persons)
    return [
        Match(
            person=person,
            same=same - {NAME},
            has_the_name=NAME in same and _may_be_born(visit, person),
            visits=seen.get(person.pk, (0, None))[0],
            last_visit=seen.get(person.pk, (0, None))[1],
            guardians=tuple(one for one in guardians if one.person_id == person.pk),
        )
        for person, same in found.persons.items()
    ]


def plain(name: str) -> str:
    """A name without case, accents and the order of its parts."""
    bare = "".join(
        letter
        for letter in unicodedata.normalize("NFKD", name.casefold())
        if not unicodedata.combining(letter)
    )
    return " ".join(sorted(bare.replace("-", " ").split()))


def _may_be_born(visit: Appointment, person: PatientPerson) -> bool:
    born = {one for one in (visit.booked_as.birth_date, person.birth_date) if one}
    return len(born) < 2


def _visits(visit: Appointment, persons: Iterable[UUID]) -> dict[UUID, tuple[int, datetime | None]]:
    theirs = Appointment.objects.not_removed().filter(patient_person__in=list(persons)).exclude(pk=visit.pk)
    past = Max("started_at", filter=Q(started_at__lte=timezone.now()))
    counted = theirs.values_list("patient_person").annotate(count=Count("pk"), last=past).order_by()
    return {person: (count, last) for person, count, last in counted}


def _guardians(persons: Iterable[UUID]) -> list[Guardianship]:
    return list(Guardianship.objects.in_force().filter(person__in=list(persons)).select_related("user"))


def _holders(visit: Appointment) -> list[PatientPerson]:
    """Known people whose login has the booking's address, other than the patient by the look of the name."""
    if not visit.contact_email:
        return []
    known = PatientPerson.objects.filter(user__email=visit.contact_email.lower()).order_by("name")
    return [one for one in known if plain(one.name) != plain(visit.booked_as.name)]
