"""Whether a message was delivered, as its provider reports it."""

from __future__ import annotations

from uuid import UUID

from django.db import connection

from restartix.core.effects.models import Delivery


def record_delivery(effect_id: UUID, delivery: Delivery, code: str) -> bool:
    """Store it if it is news: of two reports the more advanced one wins, in whichever order they came."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT public.note_delivery(%s, %s, %s)", [effect_id, delivery, code])
        (is_news,) = cursor.fetchone()
    return bool(is_news)
