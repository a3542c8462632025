"""Who came into the call, and when: what a no-show is judged by."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext as _

from appointments.models import Appointment
from restartix.core.clock import Clock
from videocall.models import Participant, Provider, VideoRoom

SHOWN = 12


def evidence_of(visit: Appointment, clock: Clock) -> list[str]:
    """One sentence for each coming, in order; empty when nobody came."""
    joined = Participant.objects.filter(appointment=visit).order_by("joined_at", "pk")
    room: VideoRoom | None = getattr(visit, "room", None)
    if room and room.provider == Provider.DAILY:
        return [_sentence(one, clock, *_met(one)) for one in joined.exclude(met_from=None)[:SHOWN]]
    return [_sentence(one, clock, one.joined_at, one.left_at or one.seen_at) for one in joined[:SHOWN]]


def _met(one: Participant) -> tuple[datetime, datetime]:
    """At Daily by Daily's word. Who has not left by it was there as long as their page was open."""
    assert one.met_from
    return one.met_from, one.seen_at if one.is_met or one.met_until is None else one.met_until


def _sentence(one: Participant, clock: Clock, since: datetime, until: datetime) -> str:
    said = {"name": one.display_name, "since": clock.short(since), "until": clock.time(until)}
    if one.side == Participant.Side.PATIENT:
        return _("%(name)s (patient) was in the call from %(since)s until %(until)s.") % said
    return _("%(name)s (clinic) was in the call from %(since)s until %(until)s.") % said
