"""The cast: whom tests speak of. The sample clinics, small, loaded by their own loader into every test's database.

Aurora: Ana runs it, Ioana treats there; Elena has a visit in half an hour (`soon`), whose private link `by_link`
holds; Maria acts for her son Luca. Riverside: Grace runs it.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime

from django.db import transaction
from django.test import Client
from django.utils import timezone

from appointments.models import Appointment, Status
from patients.models import PatientPerson
from restartix.identity.models import User
from restartix.identity.sessions import begun
from restartix.organisations.actor import Actor
from restartix.organisations.middleware import VISIT_COOKIE
from restartix.organisations.scope import enter
from restartix.sample import loader
from restartix.sample.world import SMALL, Clinic, World
from reviews.models import Review


@dataclass(frozen=True)
class Seat:
    """Where somebody sits: at which clinic, signed in as whom, holding which private link."""

    slug: str
    user_id: uuid.UUID | None = None
    nonce: str = ""
    link: str = ""
    client_id: uuid.UUID = field(default_factory=uuid.uuid4)

    @contextmanager
    def scope(self) -> Iterator[Actor]:
        """A transaction (a savepoint within `db`) that says who this is, as a request of theirs would."""
        with transaction.atomic():
            yield enter(
                slug=self.slug,
                user_id=self.user_id,
                session_nonce=self.nonce,
                link=self.link,
                client_id=self.client_id,
            )

    def client(self) -> Client:
        """A browser of theirs, signed in if they are."""
        client = Client()
        if self.user_id:
            session = client.session
            session.update(begun(self.user_id, self.nonce))
            session.save()
        if self.link:
            client.cookies[VISIT_COOKIE] = self.link
        return client

    def at(self, path: str) -> str:
        return f"/{self.slug}/{path}"


class Cast:
    """Everybody, and the rows tests need by name. Rows are as they were loaded: fetch them again to see changes."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.aurora, self.riverside = world.clinics["aurora"], world.clinics["riverside"]
        self.ana, self.grace = self.aurora.admin, self.riverside.admin
        self.ioana, self.andrei = self.aurora.specialists["ioana"], self.aurora.specialists["andrei"]
        self.elena, self.mihai, self.maria, self.luca = self.aurora.persons[:4]
        self.reviewed = set(Review.objects.values_list("appointment_id", flat=True))
        self.nonces = dict(User.objects.values_list("pk", "session_nonce"))
        ahead = (one for one in self.aurora.visits if one.started_at > world.now)
        self.soon: Appointment = next(one for one in ahead if one.patient_person == self.elena)

    @property
    def today(self) -> date:
        """The day at Aurora, by the clock as it stands now."""
        return self.day_of(timezone.now())

    def day_of(self, instant: datetime) -> date:
        """The day at Aurora on which this instant falls."""
        return instant.astimezone(self.aurora.organisation.zone).date()

    def signed_in(self, user: User, slug: str = "aurora") -> Seat:
        return Seat(slug, user.pk, self.nonces[user.pk])

    def visit_of(self, person: PatientPerson, status: Status, *, reviewed: bool = False) -> Appointment:
        """This person's first visit with this status, other than `soon`; reviewed or not."""
        return next(
            one
            for one in self.aurora.visits
            if (one.patient_person, one.status, one.pk in self.reviewed) == (person, status, reviewed)
            and one.pk != self.soon.pk
        )

    def visit(self, status: Status, clinic: Clinic | None = None) -> Appointment:
        """The clinic's last visit with this status; of those that are done, one not reviewed yet."""
        found = [one for one in (clinic or self.aurora).visits if one.status == status]
        return ([one for one in found if one.pk not in self.reviewed] or found)[-1]


_known: list[Cast] = []


def load() -> None:
    """Into the database that tests' databases are copied from, as the owner."""
    world = loader.load(SMALL)
    with loader.as_owner():
        _known[:] = [Cast(world)]


def known() -> Cast:
    return _known[0]
