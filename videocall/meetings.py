"""Who was in Daily's room, and when: told by Daily's webhook at once, and asked for by the sweep in any case."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from datetime import datetime
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import connection

from restartix.effects.failures import OutsideFailure
from restartix.effects.registry import every_sweep
from videocall.daily import Daily
from videocall.stays import Stay

logger = logging.getLogger(__name__)

AT_ONCE = 20


def note(room: str, stay: Stay) -> bool:
    """Write it down for the seat that the token was made for; False when that is none of ours, or not in this room."""
    seat = _seat(stay.user_id)
    if seat is None:
        return False
    with connection.cursor() as cursor:
        cursor.execute("SELECT public.note_meeting(%s, %s, %s, %s)", [seat, room, stay.came, stay.went])
        (is_noted,) = cursor.fetchone()
    return bool(is_noted)


@every_sweep
def meetings() -> int:
    """Ask Daily about the rooms in which somebody is, or was minutes ago. Answers how many stays were noted."""
    if not settings.DAILY_API_KEY:
        return 0
    with connection.cursor() as cursor:
        cursor.execute("SELECT name, since FROM public.rooms_to_ask_about(%s)", [AT_ONCE])
        rooms = cursor.fetchall()
    try:
        return sum(note(room, stay) for room, since in rooms for stay in _stays(room, since))
    except OutsideFailure as failure:
        logger.warning("Daily could not be asked who is in its rooms: %s", failure.code)
        return 0


def _stays(room: str, since: datetime) -> Iterator[Stay]:
    yield from Daily.from_settings().stays(room_name=room, since=since)


def stay_told(event: dict[str, Any]) -> tuple[str, Stay] | None:
    """What a webhook's event says of somebody's stay; None for any other event, and for one that makes no sense."""
    payload = event.get("payload")
    if event.get("type") not in ("participant.joined", "participant.left") or not isinstance(payload, dict):
        return None
    length = payload.get("duration") if event["type"] == "participant.left" else None
    stay = Stay.told(payload.get("user_id"), payload.get("joined_at"), length)
    room = payload.get("room")
    return (room, stay) if stay and isinstance(room, str) and "\x00" not in room else None


def _seat(user_id: str) -> UUID | None:
    try:
        return UUID(user_id)
    except ValueError:
        return None
