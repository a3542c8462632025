"""Who is in the video room right now, for the visits on a page."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta

from django.utils import timezone
from django.utils.translation import gettext as _

from appointments.models.status import ACTIVE
from restartix.pages.calendar.visit_rows import VisitRow
from videocall.models import Participant
from videocall.presence import Here, who_is_here

BEFORE, AFTER = timedelta(hours=2), timedelta(hours=4)


def here_now(lines: Iterable[VisitRow]) -> dict[int, str]:
    """In words, by visit; only visits about now are asked about."""
    now = timezone.now()
    near = [
        line.pk
        for line in lines
        if line.status in ACTIVE and line.started_at - BEFORE < now < line.ended_at + AFTER
    ]
    if not near:
        return {}
    return _here(near)


def here_in(visit: int) -> str:
    """In words; empty while nobody is there."""
    return _here([visit]).get(visit, "")


def _here(visits: list[int]) -> dict[int, str]:
    return {visit: in_words(found) for visit, found in who_is_here(visits).items()}


def in_words(found: list[Here]) -> str:
    if all(one.is_waiting for one in found):
        return _("The patient is in the waiting room")
    if len({one.side for one in found}) > 1:
        return _("The patient is waiting to be let in") if found[-1].is_waiting else _("Both are in the room")
    if found[0].side == Participant.Side.PATIENT:
        return _("The patient is in the room")
    return _("The clinic is in the room")
