"""A slot as a form's button sends it."""

from __future__ import annotations

from datetime import datetime

from appointments.availability.open_times import Slot
from restartix.core.clock import instant


def slot_value(opening: Slot) -> str:
    """When, and with whom."""
    return f"{opening.started_at:%Y-%m-%dT%H:%MZ}|{opening.specialist.pk}"


def read_slot(value: str) -> tuple[datetime | None, str]:
    """The instant and the specialist's id; None for anything that isn't an instant."""
    at, _bar, who = value.partition("|")
    return instant(at), who
