"""Other times for a visit whose own was taken: the nearest that are open, with whoever this member may plan with."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.core.exceptions import ValidationError
from django.utils import timezone

from appointments.availability.open_times import Slot, one_per_time, open_times
from appointments.availability.slot_value import read_slot, slot_value
from appointments.models import Appointment, Specialist
from restartix.core.clinics.actor import Actor
from restartix.flows.reschedule import Moving
from restartix.pages.desk.clocks import staff_clock
from restartix.pages.desk.slot_form import givers

SEARCH_SPAN = timedelta(days=14)
MOST_SUGGESTIONS = 12


def other_times(visit: Appointment, *, by: Actor) -> list[tuple[str, str]]:
    """What a button sends, and its words; the same specialist's times first. In order of time."""
    channel, clock = Moving.of_visit(visit), staff_clock(by)
    since = max(timezone.now(), visit.started_at - SEARCH_SPAN / 2)
    found = open_times(channel, since, since + SEARCH_SPAN, specialists=givers(channel, by))

    def distance(opening: Slot) -> tuple[bool, timedelta]:
        is_own = opening.specialist.pk == visit.specialist_id
        return not is_own, abs(opening.started_at - visit.started_at)

    own = [one for one in found if one.specialist.pk == visit.specialist_id]
    nearest = sorted(own or one_per_time(found), key=distance)[:MOST_SUGGESTIONS]
    return [
        (slot_value(one), f"{clock.short(one.started_at)} · {one.specialist.display_name}")
        for one in sorted(nearest, key=lambda one: one.started_at)
    ]


def slot_of(value: str) -> tuple[datetime | None, Specialist | None]:
    """The time and the specialist, as such a button sends them; None for what can't be read."""
    started_at, who = read_slot(value)
    try:
        return started_at, Specialist.objects.filter(pk=who).first() if who else None
    except ValidationError:
        return None, None
