"""Who is in the video room right now, for the visits on a page."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta

from django.utils import timezone
from django.utils.translation import gettext as _

from appointments.models import Status
from appointments.schedule.lines import Line
from videocall.models import Participant
from videocall.signalling import GONE_AFTER

BEFORE, AFTER = timedelta(hours=2), timedelta(hours=4)
MAY_MEET = frozenset((Status.UPCOMING, Status.CONFIRMED, Status.INPROGRESS))


def here_now(lines: Iterable[Line]) -> dict[int, str]:
    """In words, by visit; only visits about now are asked about."""
    now = timezone.now()
    near = [
        line.pk
        for line in lines
        if line.status in MAY_MEET and line.started_at - BEFORE < now < line.ended_at + AFTER
    ]
    if not near:
        return {}
    return _here(near)


def here_in(visit: int) -> str:
    """In words; empty while nobody is there."""
    return _here([visit]).get(visit, "")


def _here(visits: list[int]) -> dict[int, str]:
    seen_since = timezone.now() - GONE_AFTER
    alive = Participant.objects.filter(appointment__in=visits, left_at=None, seen_at__gt=seen_since)
    sides: dict[int, set[str]] = {}
    for visit, side in alive.values_list("appointment_id", "side"):
        sides.setdefault(visit, set()).add(side)
    return {visit: in_words(found) for visit, found in sides.items()}


def in_words(sides: set[str]) -> str:
    if len(sides) > 1:
        return _("Both are in the room")
    if Participant.Side.PATIENT in sides:
        return _("The patient is in the room")
    return _("The clinic is in the room")
