"""How often one network has the same time held, so that nobody keeps it from others by holding it again and again."""

from __future__ import annotations

from django.conf import settings

from appointments.availability.open_times import Slot
from restartix.core.limits.counters import Key, count
from restartix.core.limits.network import network_of
from restartix.core.web.middleware import ClinicRequest


def may_hold(request: ClinicRequest, opening: Slot) -> bool:
    """Count one hold of this time by this network. Past the limit the time is not held, and can still be booked."""
    limit, network = settings.LIMITS.get("hold", {}).get("slot"), network_of(request)
    if not limit or not network:
        return True
    most, seconds = limit
    slot = f"{opening.specialist.pk}:{opening.started_at.timestamp():.0f}"
    return count([Key(f"hold:slot:{network}:{slot}", most, seconds)]) == 0
