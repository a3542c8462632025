"""Who came into the call, and when: what a no-show is judged by."""

from __future__ import annotations

from django.utils.translation import gettext as _

from appointments.models import Appointment
from restartix.clock import Clock
from videocall.models import Participant

SHOWN = 12


def evidence_of(visit: Appointment, clock: Clock) -> list[str]:
    """One sentence for each coming, in order; empty when nobody came."""
    joined = Participant.objects.filter(appointment=visit).order_by("joined_at", "pk")
    return [_sentence(one, clock) for one in joined[:SHOWN]]


def _sentence(one: Participant, clock: Clock) -> str:
    until = one.left_at or one.seen_at
    said = {"name": one.display_name, "since": clock.short(one.joined_at), "until": clock.time(until)}
    if one.side == Participant.Side.PATIENT:
        return _("%(name)s (patient) was in the call from %(since)s until %(until)s.") % said
    return _("%(name)s (clinic) was in the call from %(since)s until %(until)s.") % said
