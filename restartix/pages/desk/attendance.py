"""Who joined the call, and when: the evidence for a no-show."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext as _

from appointments.models import Appointment
from restartix.core.clock import Clock
from videocall.models import Participant, Provider, VideoRoom

SHOWN = 12


def evidence_of(visit: Appointment, clock: Clock) -> list[str]:
    """One sentence for each time somebody joined, in order; empty when nobody did."""
    joined = Participant.objects.filter(appointment=visit).order_by("joined_at", "pk")
    room: VideoRoom | None = getattr(visit, "room", None)
    if room and room.provider == Provider.DAILY:
        return [_sentence(one, clock, *_met(one)) for one in joined.exclude(met_from=None)[:SHOWN]]
    return [_sentence(one, clock, one.joined_at, one.left_at or one.seen_at) for one in joined[:SHOWN]]


def _met(one: Participant) -> tuple[datetime, datetime]:
    """At Daily, as Daily reports it. Whoever has not left by its report was there as long as their page was open."""
    assert one.met_from
    return one.met_from, one.seen_at if one.is_met or one.met_until is None else one.met_until


def _sentence(one: Participant, clock: Clock, since: datetime, until: datetime) -> str:
    said = {"name": one.display_name, "since": clock.short(since), "until": clock.time(until)}
    if one.side == Participant.Side.PATIENT:
        return _("%(name)s (patient) was in the call from %(since)s until %(until)s.") % said
    return _("%(name)s (clinic) was in the call from %(since)s until %(until)s.") % said
