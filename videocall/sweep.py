"""What the sweep mends: a visit ahead without its room, a room left behind, one that closes while people still talk."""

from __future__ import annotations

from django.db import connection

from restartix.core.clinics.scope import scope
from restartix.core.effects.models import Effect, Kind
from restartix.core.effects.registry import every_sweep

AT_ONCE = 50


@every_sweep
def rooms() -> int:
    """Ask for each room that differs to be made to agree. Answers how many."""
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
