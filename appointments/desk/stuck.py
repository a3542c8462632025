"""What could not be done outside, for the dashboard: alike things folded into one line."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import timedelta

from django.db.models import QuerySet
from django.utils import timezone

from appointments.desk.sending import Sent, sent
from restartix.clock import Clock
from restartix.effects.models import Effect, Kind

MESSAGES = frozenset({Kind.MAIL, Kind.SMS})
OF_USE = timedelta(days=7)
"""So long after its visit a message that did not arrive is still looked into; then it stands in the visit's story."""


@dataclass
class Pile:
    """Things that failed alike, newest first; each with the number of its visit, if it is about one."""

    ones: list[tuple[int | None, Sent]] = field(default_factory=list)

    @property
    def first(self) -> Sent:
        return self.ones[0][1]


def needing_a_hand() -> QuerySet[Effect]:
    over = timezone.now() - OF_USE
    stuck = Effect.objects.failed_or_lost().exclude(kind__in=MESSAGES, appointment__ended_at__lt=over)
    return stuck.order_by("-created_at")


def piles_of(effects: Iterable[Effect], clock: Clock) -> list[Pile]:
    """By what they are and why they failed."""
    piles: dict[tuple[str, str], Pile] = {}
    for effect in effects:
        one = sent(effect, clock)
        piles.setdefault((one.name, one.trouble), Pile()).ones.append((effect.appointment_id, one))
    return list(piles.values())
