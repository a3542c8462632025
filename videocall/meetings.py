"""Who was in Daily's room, and when: from Daily's webhook at once, and checked by the sweep in any case."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import connection
from django_q.models import OrmQ
from django_q.tasks import async_task

from restartix.core.effects.failures import OutsideFailure
from restartix.core.effects.registry import every_sweep
from videocall.daily import Daily
from videocall.stays import Stay

AT_ONCE = 20
ASKING = "videocall.meetings.ask_daily"


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
    """Have Daily asked about the rooms in which somebody is, or was minutes ago; answers how many. None is asked about
    twice at once: while Daily is slow to answer, the question from an earlier sweep may still be in the queue."""
    if not settings.DAILY_API_KEY:
        return 0
    with connection.cursor() as cursor:
        cursor.execute("SELECT name, since FROM public.rooms_to_ask_about(%s)", [AT_ONCE])
        rooms = cursor.fetchall()
    queued = [row.task for row in OrmQ.objects.all()] if rooms else []
    waiting = {task["args"][0] for task in queued if task.get("func") == ASKING}
    due = [(room, since) for room, since in rooms if room not in waiting]
    for room, since in due:
        async_task(ASKING, room, since)
    return len(due)


def ask_daily(room: str, since: datetime) -> str:
    """Note who is and was in this room. If Daily doesn't answer, nothing is noted: the sweep asks again."""
    try:
        stays = Daily.from_settings().stays(room_name=room, since=since)
    except OutsideFailure as failure:
        return f"later: {failure.code}"
    return f"noted: {sum(note(room, stay) for stay in stays)}"


def stay_told(event: dict[str, Any]) -> tuple[str, Stay] | None:
    """What a webhook's event says of somebody's stay; None for any other event, and for one that makes no sense."""
    payload = event.get("payload")
    if event.get("type") not in ("participant.joined", "participant.left") or not isinstance(payload, dict):
        return None
    length = payload.get("duration") if event["type"] == "participant.left" else None
    stay = Stay.from_report(payload.get("user_id"), payload.get("joined_at"), length)
    room = payload.get("room")
    return (room, stay) if stay and isinstance(room, str) and "\x00" not in room else None


def _seat(user_id: str) -> UUID | None:
    try:
        return UUID(user_id)
    except ValueError:
        return None
