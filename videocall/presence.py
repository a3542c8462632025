"""Who is in the room of which visit, for lists and calendars: one query, however many visits."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from videocall.models import Participant


@dataclass(frozen=True)
class Here:
    """One side of a visit whose browser is there now; the patient's may still wait to be let in."""

    side: str
    name: str
    is_waiting: bool


def who_is_here(visits: Iterable[int]) -> dict[int, list[Here]]:
    """By visit, staff first; each person once, however many browsers they have open."""
    found: dict[int, list[Here]] = defaultdict(list)
    here = Participant.objects.here().filter(appointment_id__in=list(visits))
    for one in here.order_by("-side", "admitted_at", "joined_at"):
        seen = {(other.side, other.name) for other in found[one.appointment_id]}
        if (one.side, one.display_name) not in seen:
            found[one.appointment_id].append(Here(one.side, one.display_name, one.is_waiting))
    return dict(found)
