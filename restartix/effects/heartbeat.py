"""Is a worker at work? It leaves a mark each time it sweeps."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import connection
from django.utils import timezone

LATE = timedelta(minutes=3)


def last_beat() -> datetime | None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT at FROM public.effects_heartbeat")
        row = cursor.fetchone()
    return row[0] if row else None


def is_beating() -> bool:
    """Has a worker swept within the last three minutes?"""
    beat = last_beat()
    return beat is not None and timezone.now() - beat < LATE
