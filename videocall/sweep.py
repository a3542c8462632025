"""What the sweep repairs: a coming visit without its room, an orphaned room, one that closes while people still
talk."""

from __future__ import annotations

from django.db import connection

from restartix.core.clinics.scope import scope
from restartix.core.effects.models import Effect, Kind
from restartix.core.effects.registry import every_sweep

AT_ONCE = 50


@every_sweep
def rooms() -> int:
    """Request that each room that differs is made to agree. Returns how many."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT organisation_id, appointment_id FROM public.rooms_that_differ(%s)", [AT_ONCE])
        differing = cursor.fetchall()
    for organisation_id, visit_id in differing:
        with scope(organisation_id=organisation_id):
            Effect.require(
                Kind.ROOM,
                subject=f"{Kind.ROOM}:{visit_id}",
                organisation_id=organisation_id,
                appointment_id=visit_id,
            )
    return len(differing)
