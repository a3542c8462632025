"""The built-in room: two browsers find each other through these rows, then see and hear each other directly."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.utils import timezone

from restartix.organisations.actor import Actor
from videocall.models import Participant, Signal

GONE_AFTER = timedelta(seconds=40)
KINDS = frozenset({"offer", "answer"})
LONGEST_NOTE = 60_000
MOST_WAITING = 40


@dataclass(frozen=True)
class Seat:
    """One browser's place in the room of one visit."""

    visit: Any
    participant: Participant

    @classmethod
    def take(cls, visit: Any, *, by: Actor, side: Participant.Side, display_name: str) -> Seat:
        """Come in. A page that is loaded again is somebody new; the old one is gone once it stops asking."""
        participant = Participant.objects.create(
            organisation_id=visit.organisation_id,
            appointment_id=visit.pk,
            side=side,
            user_id=by.user_id,
            display_name=display_name,
        )
        return cls(visit, participant)

    @classmethod
    def find(cls, visit: Any, key: uuid.UUID, *, by: Actor, side: Participant.Side) -> Seat | None:
        """This browser's own seat; None when it has left, or was never this one's."""
        found = Participant.objects.filter(
            pk=key, appointment_id=visit.pk, side=side, user_id=by.user_id, left_at=None
        ).first()
        return cls(visit, found) if found else None

    def others(self) -> list[dict[str, str]]:
        """Who else is here, in the order they came."""
        alive = timezone.now() - GONE_AFTER
        here = Participant.objects.filter(appointment_id=self.visit.pk, left_at=None, seen_at__gt=alive)
        return [
            {"id": str(one.pk), "side": one.side, "name": one.display_name}
            for one in here.exclude(pk=self.participant.pk).order_by("joined_at", "pk")
        ]

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
        """Still here."""
        Participant.objects.filter(pk=self.participant.pk).update(seen_at=timezone.now())

    def send(self, recipient: uuid.UUID, *, kind: str, body: dict[str, Any]) -> bool:
        """Pass a note to another browser of this visit; False when that one isn't here any more."""
        there = Participant.objects.filter(pk=recipient, appointment_id=self.visit.pk, left_at=None).first()
        if there is None:
            return False
        Signal.objects.create(
            organisation_id=self.visit.organisation_id,
            appointment_id=self.visit.pk,
            sender=self.participant,
            recipient=there,
            kind=kind,
            body=body,
        )
        return True

    def leave(self) -> None:
        Participant.objects.filter(pk=self.participant.pk).update(left_at=timezone.now())
        Signal.objects.filter(recipient=self.participant).delete()


def ice_servers() -> list[dict[str, str]]:
    """STUN and TURN for the browsers, from ICE_SERVERS: `stun:host`, or `turn:host|user|credential`."""
    parts = [server.split("|") for server in settings.ICE_SERVERS]
    return [dict(zip(("urls", "username", "credential"), part, strict=False)) for part in parts]
