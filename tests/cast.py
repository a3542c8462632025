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
from django.db.models import Model
from django.test import Client
from django.utils import timezone

from appointments.models import Appointment, Status
from patients.models import PatientPerson
from restartix.core.clinics.actor import Actor
from restartix.core.clinics.scope import enter
from restartix.core.identity.models import User
from restartix.core.identity.sessions import session_content
from restartix.core.web.middleware import VISIT_COOKIE
from restartix.tools.sample import loader
from restartix.tools.sample.world import SMALL, Clinic, World
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
            session.update(session_content(self.user_id, self.nonce))
            session.save()
        if self.link:
            client.cookies[VISIT_COOKIE] = self.link
        return client

    def at(self, path: str) -> str:
        return f"/{self.slug}/{path}"


class Cast:
    """Everybody, and the rows tests need by name.

    Rows are as they were loaded: fetch them again to see changes. What a test does to them ends with the test.
    """

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
        self._loaded = [(row, dict(vars(row)), _forward(row)) for row in self._rows()]

    def restore(self) -> None:
        """Undo what a test did to the rows in memory: changed fields, and related rows that were read with them.

        What points at a row (a visit's room) is read anew, for a test may have changed it in the database.
        """
        for row, values, related in self._loaded:
            vars(row).clear()
            vars(row).update(values)
            row._state.fields_cache = dict(related)

    def _rows(self) -> Iterator[Model]:
        for clinic in self.world.clinics.values():
            yield from (clinic.organisation, clinic.admin, *clinic.persons, *clinic.visits)
            for named in (clinic.specialists, clinic.services, clinic.calendars, clinic.templates):
                yield from named.values()

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


def _forward(row: Model) -> dict[str, Model | None]:
    """The rows this one points at, as far as they have been read."""
    cached = row._state.fields_cache
    return {field.name: cached[field.name] for field in row._meta.concrete_fields if field.name in cached}


_known: list[Cast] = []


def load() -> None:
    """Into the database that tests' databases are copied from, as the owner."""
    world = loader.load(SMALL)
    with loader.as_owner():
        _known[:] = [Cast(world)]


def known() -> Cast:
    return _known[0]


def restore() -> None:
    """Before a test: see Cast.restore. Nothing to do until somebody has asked for the cast."""
    for cast in _known:
        cast.restore()
