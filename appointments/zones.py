"""On whose clock a visit is shown to whoever booked it."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from appointments.models import Appointment
from restartix.core.clock import zone_named


def visitor_zone(visit: Appointment) -> ZoneInfo:
    """The zone the visitor booked in, else the clinic's."""
    return zone_named(visit.visitor_time_zone, visit.organisation.zone)
