"""Failed effects for the dashboard: similar ones are grouped into one line."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import timedelta

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from restartix.core.clock import Clock
from restartix.core.effects.models import Delivery, Effect, EffectQuerySet, Kind, State
from restartix.core.effects.outages import KINDS_OF, OUT_OF_ORDER
from restartix.core.effects.registry import MESSAGES
from restartix.pages.desk.sent_messages import Sent, message_line

LOST = Q(state=State.FAILED) | Q(delivery=Delivery.FAILED)
PATIENCE = timedelta(minutes=15)
RETRY_ALL = {
    Kind.ACCOUNT: _("Try all accounts again"),
    Kind.ROOM: _("Try all video rooms again"),
    Kind.MAIL: _("Try all e-mails again"),
    Kind.DOCUMENT: _("Try all documents again"),
    Kind.SMS: _("Try all text messages again"),
}
OF_USE = timedelta(days=7)
"""How long after its visit an undelivered message is still listed; after that, only in the visit's history."""


@dataclass
class FailureGroup:
    """Things that failed alike, newest first; each with the number of its visit, if it is about one."""

    ones: list[tuple[int | None, Sent]] = field(default_factory=list)

    @property
    def first(self) -> Sent:
        return self.ones[0][1]


def needs_attention() -> EffectQuerySet:
    """Effects that were given up or lost, and those that keep failing although their service works for others."""
    now = timezone.now()
    failing = Q(state=State.PENDING, failing_since__lt=now - PATIENCE) & ~_waits_for_a_service()
    stuck = Effect.objects.filter(LOST | failing, superseded_at=None)
    return stuck.exclude(kind__in=MESSAGES, appointment__ended_at__lt=now - OF_USE).order_by("-created_at")


def _waits_for_a_service() -> Q:
    """The outage of a whole service is shown once, above the lists."""
    codes = [f"{service}-{kind}" for service in KINDS_OF for kind in OUT_OF_ORDER]
    return Q(last_error_code__in=codes)


def retryable(stuck: Iterable[Effect]) -> list[tuple[str, str]]:
    """Each kind among them that can be begun again in one press, with what the button says."""
    kinds = {effect.kind for effect in stuck if effect.state == State.FAILED}
    return [(kind.value, str(RETRY_ALL[kind])) for kind in Kind if kind in kinds]


def piles_of(effects: Iterable[Effect], clock: Clock) -> list[FailureGroup]:
    """By what they are and why they failed."""
    piles: dict[tuple[str, str], FailureGroup] = {}
    for effect in effects:
        one = message_line(effect, clock)
        piles.setdefault((one.name, one.trouble), FailureGroup()).ones.append((effect.appointment_id, one))
    return list(piles.values())
