"""Where the walks happen: a clinic that is open at every hour, in one database for all of them.

One connection plays all parts: each request is the web's role, each effect the worker's, and what a test puts in place
is the superuser's. Everything stands in one transaction that is undone, in which time stands still for the database.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.urls import clear_script_prefix, reverse, set_script_prefix
from django.utils import timezone

from appointments.models import Appointment, Specialist, Status
from appointments.models.visit import OnboardingDecision
from patients.models import Guardianship, LoginOf, PatientPerson
from restartix.core.clinics.scope import link_hash, new_nonce, token_for
from restartix.core.effects import worker
from restartix.core.effects.models import Effect, State
from restartix.flows.onboarding import Onboarding
from tests.cast import Cast, Seat
from tests.making import WAY
from tests.walks.players import Players, played_by
from tests.walks.reader import Arrival, Reader

MINUTE = timedelta(minutes=1)
HOUR = timedelta(hours=1)
DAY = timedelta(days=1)


Wanted = tuple[Status, timedelta, UUID, UUID]


class NotReady(Exception):
    """The walk wants a visit that is not there yet."""


@dataclass
class Stage:
    """What one walk has at hand: who walks, the visit it is about, and what was sent."""

    cast: Cast
    players: Players
    who: str
    outbox: Path
    visit: Appointment = None  # type: ignore[assignment]
    subject: Any = None
    browser: Reader | None = None
    here: Arrival | None = None
    results: list[str] = field(default_factory=list)
    ready: dict[Wanted, int] = field(default_factory=dict)

    @property
    def seat(self) -> Seat:
        logins = {
            "patient": self.cast.elena.user,
            "specialist": self.players.sorin.member.user,
            "another specialist": self.cast.andrei.member.user,
            "admin": self.cast.ana,
            "admin who treats": self.players.adina.member.user,
        }
        login = self.cast.maria.user if self.who.startswith("guardian") else logins.get(self.who)
        return self.cast.signed_in(login) if login else Seat("aurora")

    @property
    def person(self) -> PatientPerson:
        return self.cast.elena if self.who == "patient" else self.cast.luca

    @property
    def reader(self) -> Reader:
        """A browser of theirs, the one that the scene left if it did. Who holds a private link has opened it there."""
        if self.browser:
            return self.browser
        reader = Reader(self.who, self.seat.client().cookies)
        if self.who == "link":
            reader.open(f"/aurora/v/{self.visit.pk}/{self.visit.link_token}/")
        return reader

    @property
    def treating(self) -> Specialist:
        return self.players.adina if self.who == "admin who treats" else self.players.sorin

    @property
    def visit_state(self) -> str:
        """As it stands now; empty when the walk is about no visit."""
        if self.visit is None:
            return ""  # type: ignore[unreachable]
        with played_by("superuser"):
            now = Appointment.objects.get(pk=self.visit.pk)
        return f"{now.status}{' removed' if now.deleted_at else ''}{' over' if now.is_over else ''}"

    def limit_guardian(self) -> None:
        """A guardian's rights stand behind the word: "guardian: book"."""
        _word, _colon, right = self.who.partition(": ")
        if right:
            with played_by("superuser"):
                Guardianship.objects.filter(person=self.cast.luca).update(rights=[right])

    def make_visit(self, status: Status = Status.UPCOMING, *, starts: timedelta = 5 * DAY) -> Appointment:
        """A visit of the walker's person with their specialist, taken on with its forms and its room.

        It is there before the walk's transaction, for every walk that wants one like it.
        """
        wanted = (status, starts, self.person.pk, self.treating.pk)
        if wanted not in self.ready:
            raise NotReady(wanted)
        with played_by("superuser"):
            found = Appointment.objects.with_names().select_related("organisation", "patient_person__user")
            self.visit = found.get(pk=self.ready[wanted])
        return self.visit

    def get_ready(self, wanted: Wanted) -> None:
        """For good: outside of every walk."""
        status, starts, _person, _treating = wanted
        begins = starts + len(self.ready) * HOUR if abs(starts) >= DAY else starts
        with transaction.atomic(), played_by("app"):
            email = self.person.user.email if self.person.user else "maria@patients.example"
            visit = self.book(self.players.since + begins, self.person, email)
            with self.cast.signed_in(self.cast.ana).scope() as ana:
                if status != Status.BOOKED:
                    Onboarding(visit).perform(by=ana, answer=OnboardingDecision(login_of=LoginOf.NOBODY))
                for step in WAY[status][1:]:
                    Appointment.objects.filter(pk=visit.pk).update(status=step)
            with played_by("superuser"):
                Effect.objects.filter(appointment=visit, kind__in=["mail", "sms"]).delete()
            self.drain()
        self.ready[wanted] = visit.pk

    def change_visit(self, **changes: Any) -> None:
        with self.cast.signed_in(self.cast.ana).scope():
            Appointment.objects.filter(pk=self.visit.pk).update(**changes)

    def book(self, at: datetime, person: PatientPerson, email: str) -> Appointment:
        """Only the row: nothing is written to anybody."""
        service, since, nonce = self.cast.aurora.services["first-visit"], self.players.since, new_nonce()
        is_now = -2 * HOUR < at - since < HOUR / 4
        with played_by("superuser"):
            return Appointment.objects.create(
                organisation=self.cast.aurora.organisation,
                patient_person=person,
                booked_as=person,
                specialist=self.treating,
                service=service,
                started_at=at,
                ended_at=at + (90 if is_now else 30) * MINUTE,
                contact_email=email,
                price=service.price,
                link_nonce=nonce,
                link_hash=link_hash(token_for(nonce, purpose="visit")),
            )

    def drain(self) -> list[EmailMessage]:
        """The worker does all that waits; the mails and texts it wrote."""
        for _round in range(5):
            with played_by("superuser"):
                due = list(Effect.objects.filter(state=State.PENDING).values_list("organisation_id", "pk"))
            if not due:
                break
            with played_by("worker"):
                self.results += [worker.run(organisation, str(pk)) for organisation, pk in due]
            self._let_time_pass()
        return [self._taken(path) for path in sorted(self.outbox.glob("*.eml"))]

    def _let_time_pass(self) -> None:
        """The database's clock stands still inside a transaction: what began within it would never be in force."""
        with played_by("superuser"):
            since = timezone.now() - MINUTE
            Guardianship.objects.filter(valid_from__gt=since).update(valid_from=since)

    def _taken(self, path: Path) -> EmailMessage:
        mail = message_from_bytes(path.read_bytes(), policy=policy.default)
        path.unlink()
        assert isinstance(mail, EmailMessage)
        return mail

    def at(self, route: str, *about: Any) -> str:
        """The address of this route at the clinic."""
        set_script_prefix("/aurora/")
        try:
            return reverse(route, urlconf=settings.CLINIC_URLCONF, args=about)
        finally:
            clear_script_prefix()


@contextmanager
def undone() -> Iterator[None]:
    with transaction.atomic():
        yield
        transaction.set_rollback(True)
