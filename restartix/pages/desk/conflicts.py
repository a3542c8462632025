"""Why a time that staff want isn't available: who has it, or until when a visitor holds it."""

from __future__ import annotations

from datetime import datetime

from django.db import connection
from django.utils.translation import gettext as _

from appointments.models import Appointment, Block
from appointments.models.status import LIVE
from restartix.core.clinics.actor import Actor
from restartix.core.clock import Clock
from restartix.pages.desk.clocks import staff_clock


def why_taken(wanted: Appointment, *, by: Actor) -> str:
    """For staff alone: names only what their own rows show them. `wanted` may be a visit that isn't saved yet."""
    clock = staff_clock(by)
    there = Appointment.objects.not_removed().with_names().between(wanted.started_at, wanted.ended_at)
    other = there.filter(specialist=wanted.specialist_id, status__in=LIVE).exclude(pk=wanted.pk).first()
    if other:
        return _("%(name)s is booked at this time: %(when)s.") % {
            "name": other.patient_person.name,
            "when": f"{clock.short(other.started_at)}–{clock.time(other.ended_at)}, {clock.name}",
        }
    if block := _block_there(wanted):
        return _("%(name)s has this time blocked: %(what)s, %(when)s.") % {
            "name": block.specialist.display_name,
            "what": " · ".join(filter(None, (block.get_kind_display(), block.note))),
            "when": f"{clock.short(block.started_at)}–{clock.time(block.ended_at)}, {clock.name}",
        }
    until = held_until(wanted)
    if until:
        return _("Somebody is booking this time right now. It is held for them until %(until)s.") % {
            "until": _clock_time(clock, until)
        }
    return _("This time has just been taken. Please choose another one.")


def _block_there(wanted: Appointment) -> Block | None:
    there = Block.objects.filter(specialist=wanted.specialist_id).select_related("specialist")
    return there.filter(started_at__lt=wanted.ended_at, ended_at__gt=wanted.started_at).first()


def held_until(wanted: Appointment) -> datetime | None:
    """Until when a visitor's hold takes some of this stretch."""
    with connection.cursor() as cursor:
        asks = "SELECT public.held_until(%s, %s, %s)"
        cursor.execute(asks, [wanted.specialist_id, wanted.started_at, wanted.ended_at])
        found: datetime | None = cursor.fetchone()[0]
    return found


def _clock_time(clock: Clock, instant: datetime) -> str:
    return f"{clock.time(instant)}, {clock.name}"
