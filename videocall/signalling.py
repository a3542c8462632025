"""The built-in room: two browsers find each other through these rows, then see and hear each other directly."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db import connection
from django.utils import timezone

from appointments.models import Appointment
from restartix.core.clinics.actor import Actor
from restartix.core.limits.targets import may_send
from videocall.models import Participant, ParticipantQuerySet, Signal

KINDS = frozenset({"offer", "answer", "candidates"})
LONGEST_NOTE = 60_000
LONGEST_LINE = 2_000
MOST_WAITING = 40
MOST_SEATS = 8
"""Of one side of one visit, at the same time."""
COMES_BACK_WITHIN = timedelta(minutes=15)
BEAT = timedelta(seconds=3)


@dataclass(frozen=True)
class Seat:
    """One browser's place in the room of one visit."""

    visit: Appointment
    participant: Participant

    @classmethod
    def take(
        cls,
        visit: Appointment,
        *,
        by: Actor,
        side: Participant.Side,
        display_name: str,
        was: uuid.UUID | None = None,
    ) -> Seat:
        """Come in. A page that is loaded again is somebody new; the old one is gone once it stops asking.

        The patient's side waits to be admitted, but for a browser that had been (`was`) and comes back.
        """
        before = _seat_before(visit, was, by=by, side=side)
        participant = Participant.objects.create(
            organisation_id=visit.organisation_id,
            appointment_id=visit.pk,
            side=side,
            user_id=by.user_id,
            display_name=display_name,
            follows=before,
            admitted_at=timezone.now() if before or side == Participant.Side.STAFF else None,
        )
        return cls(visit, participant)

    @classmethod
    def is_free(cls, visit: Appointment, *, side: Participant.Side) -> bool:
        """May one more browser come in on this side? Counts it. A private link that went from hand to hand fills
        neither the room nor the waiting room."""
        here = Participant.objects.here().filter(appointment_id=visit.pk, side=side).count()
        subject = f"visit:{visit.pk}:{side}"
        return here < MOST_SEATS and may_send("seat", organisation_id=visit.organisation_id, subject=subject)

    @classmethod
    def find(cls, visit: Appointment, key: uuid.UUID, *, by: Actor, side: Participant.Side) -> Seat | None:
        """This browser's own seat; None when it has left, or was never this one's. Who came in by the visit's link and
        has signed in since stays in the call."""
        seats = Participant.objects.filter(pk=key, appointment_id=visit.pk, side=side, left_at=None)
        found = seats.filter(user_id=by.user_id).first()
        if found is None and by.user_id and _take_along(key):
            found = seats.filter(user_id=by.user_id).first()
        return cls(visit, found) if found else None

    def others(self) -> list[dict[str, str]]:
        """Who else is in the call, in the order they came."""
        return [
            {"id": str(one.pk), "side": one.side, "name": one.display_name}
            for one in self._here().admitted().exclude(pk=self.participant.pk)
        ]

    def at_the_door(self) -> list[dict[str, str]]:
        """Who is waiting to be admitted, in the order they came."""
        return [
            {"id": str(one.pk), "name": one.display_name} for one in self._here().filter(admitted_at=None)
        ]

    def meeting(self) -> dict[str, bool]:
        """Who is in Daily's room by Daily's word: this browser, and anybody else whose page is open still."""
        met = [one.pk for one in self._here().exclude(met_from=None) if one.is_met]
        return {"me": self.participant.pk in met, "others": bool(set(met) - {self.participant.pk})}

    def is_expected(self) -> bool:
        """Is somebody of the clinic in the room, who sees that one waits?"""
        return self._here().filter(side=Participant.Side.STAFF).exists()

    def admit(self, guest: uuid.UUID) -> bool:
        """Admit somebody who is waiting; False when they aren't. The database allows this to staff alone."""
        waiting = Participant.objects.filter(pk=guest, appointment_id=self.visit.pk, admitted_at=None)
        return bool(waiting.update(admitted_at=timezone.now()))

    def notes(self, *, read: list[uuid.UUID]) -> list[dict[str, Any]]:
        """The notes for this browser, oldest first; those it has read are forgotten."""
        mine = Signal.objects.filter(recipient=self.participant)
        if read:
            mine.filter(pk__in=read).delete()
        return [
            {"id": str(note.pk), "from": str(note.sender_id), "kind": note.kind, "body": note.body}
            for note in mine[:MOST_WAITING]
        ]

    def beat(self) -> None:
        """Note that this browser is still here; written at most every few seconds, however often it polls."""
        if self.participant.seen_at < timezone.now() - BEAT:
            Participant.objects.filter(pk=self.participant.pk).update(seen_at=timezone.now())

    def send(self, recipient: uuid.UUID, *, kind: str, body: dict[str, Any]) -> bool:
        """Pass a note to another browser of this call; False when one of the two isn't in it (any more)."""
        calls = Participant.objects.admitted().filter(appointment_id=self.visit.pk, left_at=None)
        there = calls.filter(pk=recipient).first()
        if there is None or self.participant.is_waiting:
            return False
        self._pass_on(there, kind=kind, body=body)
        return True

    def say(self, text: str) -> int:
        """A line of chat to everybody in the call; how many get it. Kept until it is read, never longer."""
        if self.participant.is_waiting:
            return 0
        listeners = list(self._here().admitted().exclude(pk=self.participant.pk))
        for listener in listeners:
            self._pass_on(listener, kind="chat", body={"text": text, "name": self.participant.display_name})
        return len(listeners)

    def leave(self) -> None:
        Participant.objects.filter(pk=self.participant.pk).update(left_at=timezone.now())
        Signal.objects.filter(recipient=self.participant).delete()

    def _here(self) -> ParticipantQuerySet:
        return Participant.objects.here().filter(appointment_id=self.visit.pk).order_by("joined_at", "pk")

    def _pass_on(self, there: Participant, *, kind: str, body: dict[str, Any]) -> None:
        Signal.objects.create(
            organisation_id=self.visit.organisation_id,
            appointment_id=self.visit.pk,
            sender=self.participant,
            recipient=there,
            kind=kind,
            body=body,
        )


def _seat_before(
    visit: Appointment, was: uuid.UUID | None, *, by: Actor, side: Participant.Side
) -> Participant | None:
    """The admitted seat that this browser had a moment ago."""
    if was is None:
        return None
    return (
        Participant.objects.admitted()
        .filter(pk=was, appointment_id=visit.pk, side=side, user_id=by.user_id)
        .filter(seen_at__gt=timezone.now() - COMES_BACK_WITHIN)
        .first()
    )


def _take_along(key: uuid.UUID) -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT public.take_seat_along(%s)", [key])
        (is_theirs,) = cursor.fetchone()
    return bool(is_theirs)
