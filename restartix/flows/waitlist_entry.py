"""Joining the waitlist: from now on they are told when a time becomes free."""

from __future__ import annotations

import uuid
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils.crypto import salted_hmac
from django.utils.translation import get_language

from appointments.availability.channel import Channel
from appointments.models import WaitingWish
from appointments.models.waitlist import wish_token
from restartix.core.clinics.actor import Actor
from restartix.core.clinics.scope import link_hash, use_link
from restartix.core.clock import Clock
from restartix.core.effects.models import Effect, Kind
from restartix.core.limits.targets import may_send
from restartix.flows.waitlist import free_starts


def join_waitlist(
    channel: Channel, clock: Clock, *, once: UUID | None, by: Actor, **wanted: Any
) -> WaitingWish:
    """Put the visitor on the list and write to them; the same page (`once`) sent twice leaves one wish. The
    transaction then holds its link. `wanted` names the wish's own columns."""
    asked = f"{by.client_id}:{once or uuid.uuid4()}"
    nonce = salted_hmac("restartix.waiting", asked, algorithm="sha256").hexdigest()[:48]
    hashed = link_hash(wish_token(nonce))
    use_link(hashed)
    mine = WaitingWish.objects.filter(link_hash=hashed)
    if earlier := mine.first():
        return earlier
    wish = WaitingWish(
        organisation=channel.organisation,
        service=channel.service,
        calendar=channel.calendar,
        time_zone=clock.zone.key,
        language=(get_language() or settings.LANGUAGE_CODE).split("-")[0],
        link_nonce=nonce,
        link_hash=hashed,
        **wanted,
    )
    wish.seen = free_starts(wish, channel)
    try:
        with transaction.atomic():
            wish.save(force_insert=True)
            _write_to(wish)
    except IntegrityError:
        return mine.get()
    return wish


def _write_to(wish: WaitingWish) -> None:
    """A letter with the wish's private link, so that it can be looked at and taken back; past the limit of its address
    the wish stands without one."""
    clinic = wish.organisation_id
    if not may_send("booking", organisation_id=clinic, email=wish.email, phone=wish.phone):
        return
    Effect.require(Kind.MAIL, code="waitlist", subject=f"wish:{wish.pk}", organisation_id=clinic)
