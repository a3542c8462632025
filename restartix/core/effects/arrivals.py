"""How far a message came, as its provider reports it."""

from __future__ import annotations

from uuid import UUID

from django.db import connection

from restartix.core.effects.models import Delivery


def note_delivery(effect_id: UUID, delivery: Delivery, code: str) -> bool:
    """Keep it if it is news: of two reports the one further along stands, whichever came first."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT public.note_delivery(%s, %s, %s)", [effect_id, delivery, code])
        (is_news,) = cursor.fetchone()
    return bool(is_news)
