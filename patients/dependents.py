"""Somebody without a login of their own, added by who cares for them."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.db import connection, transaction

from restartix.core.clinics.actor import Actor
from restartix.core.identity.models import User


@transaction.atomic
def add_dependent(
    name: str, *, birth_date: date | None, relationship: str, own_name: str = "", by: Actor
) -> UUID | None:
    """Make a person in this user's care; None where the clinic doesn't know the user. `own_name` is what they are
    called from now on, if nobody knew it yet."""
    if not by.user_name:
        User.objects.filter(pk=by.me).update(name=own_name)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT public.add_dependent(%s, %s, %s, %s)",
            [name, birth_date, relationship, by.user_name or own_name],
        )
        added: UUID | None = cursor.fetchone()[0]
    return added
