"""A time held for a visitor while they fill in the form: theirs for some minutes, then free again by itself."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from uuid import UUID

from django.db import IntegrityError, connection, transaction
from django.db.models import QuerySet
from django.utils import timezone

from appointments.availability.open_times import Slot
from appointments.models import Hold
from restartix.core.clinics.actor import Actor
from restartix.core.clinics.models import Organisation
from restartix.core.refusals import slot_taken, violated_constraint

LONGEST_UNTOUCHED = timedelta(minutes=30)
"""How long an untouched form holds its time; pressing "keep it longer" starts again."""


def live_hold(opening: Slot, *, by: Actor) -> Hold | None:
    """This visitor's own hold on this time, if it has not expired."""
    return _live(by).filter(specialist=opening.specialist, started_at=opening.started_at).first()


def place_hold(opening: Slot, *, by: Actor, clinic: Organisation) -> Hold:
    """Hold this time for the visitor, and release any other they held. SlotTaken when somebody else has it."""
    others = _live(by).exclude(specialist=opening.specialist, started_at=opening.started_at)
    with transaction.atomic():
        _wait_for_turn({opening.specialist.pk, *others.values_list("specialist", flat=True)})
        others.update(expires_at=timezone.now())
        return extend_hold(opening, by=by, clinic=clinic, pressed=True)


def extend_hold(opening: Slot, *, by: Actor, clinic: Organisation, pressed: bool, minutes: int = 0) -> Hold:
    """Extend the hold to some minutes from now, or to `minutes` when those are more; a form left alone for long holds
    nothing unless somebody presses."""
    now = timezone.now()
    until = now + timedelta(minutes=max(clinic.hold_minutes, minutes))
    hold = live_hold(opening, by=by)
    try:
        with transaction.atomic():
            if hold is None:
                return _new(opening, by, clinic, until)
            if pressed or now < hold.created_at + LONGEST_UNTOUCHED:
                begun = now if pressed else hold.created_at
                Hold.objects.filter(pk=hold.pk).update(expires_at=until, created_at=begun)
                hold.expires_at = until
            return hold
    except IntegrityError as error:
        if violated_constraint(error) != "one_promise_at_a_time":
            raise
        raise slot_taken() from error


def _live(by: Actor) -> QuerySet[Hold]:
    assert by.client_id, "a visitor's browser has an id from its first request on"
    return Hold.objects.filter(client_id=by.client_id, expires_at__gt=timezone.now())


def _new(opening: Slot, by: Actor, clinic: Organisation, until: datetime) -> Hold:
    specialist = opening.specialist
    assert by.client_id
    return Hold.objects.create(
        organisation=clinic,
        specialist=specialist,
        client_id=by.client_id,
        started_at=opening.started_at,
        ended_at=opening.ended_at,
        buffer_before=specialist.buffer_before,
        buffer_after=specialist.buffer_after,
        expires_at=until,
    )


def _wait_for_turn(specialists: Iterable[UUID]) -> None:
    """The same locks that claims wait for, one for each specialist in id order: so releasing one hold and placing
    another can't deadlock with somebody who does the reverse."""
    with connection.cursor() as cursor:
        for key in sorted(str(one) for one in specialists):
            cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [key])
