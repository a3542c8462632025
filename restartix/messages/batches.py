"""Several changes of a visit within minutes become one e-mail, which says how the visit stands by then.

A change is told a little later than it is made (settings.MAIL_SETTLE_SECONDS). When its turn comes, it is dropped if a
later one tells more, if an e-mail that went out meanwhile has told it, or if all of it was taken back before anybody
was told. An effect's `sequence` is the visit's when it was asked for, and once it is sent, the one that it told.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Q, QuerySet

from appointments.models import Appointment
from restartix.core.effects.models import HANDED_ON, NOT_NEEDED, Effect, State

MOVED = Q(verb__in=["moved", "reinstated"], details__has_key="was_with")
"""What the history counts as a move: a reinstated visit may have got another time, too."""


@dataclass(frozen=True)
class News:
    """The codes of those e-mails to one reader that tell where a visit stands."""

    moved: str
    reinstated: str
    cancelled: str
    others: tuple[str, ...]

    @property
    def changes(self) -> tuple[str, ...]:
        return (self.moved, self.reinstated, self.cancelled)

    @property
    def codes(self) -> tuple[str, ...]:
        return (*self.changes, *self.others)

    def is_overtaken(self, effect: Effect, visit: Appointment) -> bool:
        """Does a later one say more?"""
        if effect.code not in self.changes:
            return False
        return (
            self._alike(effect, visit).filter(created_at__gt=effect.created_at).exclude(pk=effect.pk).exists()
        )

    def is_known(self, effect: Effect, visit: Appointment, *, reader: UUID | None = None) -> bool:
        """Has the reader been told, or was it taken back before they were?"""
        if effect.code not in self.changes:
            return False
        last = self._last_told(effect, visit, reader)
        if last is None or last.finished_at is None:
            return False
        if last.finished_at > effect.created_at and last.sequence >= effect.sequence:
            return True
        if effect.code == self.cancelled:
            return last.code == self.cancelled
        moves = _moves(visit, since=last)
        if effect.code == self.moved:
            return bool(moves) and not _is_elsewhere(visit, moves)
        return self._is_cancellation_untold(effect, visit, last) and not _is_elsewhere(visit, moves)

    def code_to_tell(self, effect: Effect, visit: Appointment) -> str:
        """Whoever never heard of the cancellation is told of the new time alone."""
        if effect.code != self.reinstated:
            return effect.code
        last = self._last_told(effect, visit, None)
        return self.moved if last and self._is_cancellation_untold(effect, visit, last) else effect.code

    def is_after_cancellation(self, effect: Effect, visit: Appointment) -> bool:
        """Was the cancellation the last thing they were told before this was requested?"""
        last = self._told(effect, visit).filter(finished_at__lte=effect.created_at).first()
        return last is not None and last.code == self.cancelled

    def note_told(self, effect: Effect, visit: Appointment) -> None:
        """Call it before sending, with the visit as it is told; in force once the effect is done."""
        if effect.code in self.codes:
            Effect.objects.filter(pk=effect.pk).update(sequence=visit.sequence)

    def _is_cancellation_untold(self, effect: Effect, visit: Appointment, last: Effect) -> bool:
        between = Q(created_at__gt=last.created_at, created_at__lte=effect.created_at)
        cancelled = visit.effects.filter(between, kind=effect.kind, code=self.cancelled)
        return last.code != self.cancelled and cancelled.exists()

    def _last_told(self, effect: Effect, visit: Appointment, reader: UUID | None) -> Effect | None:
        told = self._told(effect, visit)
        return (told.filter(Q(user=None) | Q(user=reader)) if reader else told).first()

    def _told(self, effect: Effect, visit: Appointment) -> QuerySet[Effect]:
        """What was really sent, the last one first."""
        sent = self._alike(effect, visit).filter(state=State.DONE)
        return sent.exclude(provider_ref__in=[NOT_NEEDED, HANDED_ON]).order_by("-finished_at")

    def _alike(self, effect: Effect, visit: Appointment) -> QuerySet[Effect]:
        return visit.effects.filter(kind=effect.kind, code__in=self.codes)


PATIENTS = News("moved", "reinstated", "cancelled", ("booked", "onboarded"))
STAFFS = News("moved-staff", "reinstated-staff", "cancelled-staff", ("new-booking-staff", "confirmed"))


def _moves(visit: Appointment, *, since: Effect) -> list[dict[str, str]]:
    """The moves in the history that were made after that e-mail's state of the visit, the first one first."""
    moved = visit.events.filter(MOVED, details__sequence__gt=since.sequence)
    return list(moved.order_by("at").values_list("details", flat=True))


def _is_elsewhere(visit: Appointment, moves: list[dict[str, str]]) -> bool:
    """Does it stand at another time, or with somebody else, than before these moves?"""
    if not moves:
        return False
    before = datetime.fromisoformat(moves[0]["was"]), moves[0]["was_with"]
    return before != (visit.started_at, str(visit.specialist_id))
