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
from appointments.models import WaitlistEntry
from appointments.models.waitlist import entry_token
from restartix.core.clinics.actor import Actor
from restartix.core.clinics.scope import link_hash, use_link
from restartix.core.clock import Clock
from restartix.core.effects.models import Effect, Kind
from restartix.core.limits.targets import may_send
from restartix.flows.waitlist import free_starts


def join_waitlist(
    channel: Channel, clock: Clock, *, once: UUID | None, by: Actor, **wanted: Any
) -> WaitlistEntry:
    """Put the visitor on the list and write to them; the same page (`once`) sent twice leaves one entry. The
    transaction then holds its link. `wanted` names the entry's own columns."""
    asked = f"{by.client_id}:{once or uuid.uuid4()}"
    nonce = salted_hmac("restartix.waiting", asked, algorithm="sha256").hexdigest()[:48]
    hashed = link_hash(entry_token(nonce))
    use_link(hashed)
    mine = WaitlistEntry.objects.filter(link_hash=hashed)
    if earlier := mine.first():
        return earlier
    entry = WaitlistEntry(
        organisation=channel.organisation,
        service=channel.service,
        calendar=channel.calendar,
        time_zone=clock.zone.key,
        language=(get_language() or settings.LANGUAGE_CODE).split("-")[0],
        link_nonce=nonce,
        link_hash=hashed,
        **wanted,
    )
    entry.seen = free_starts(entry, channel)
    try:
        with transaction.atomic():
            entry.save(force_insert=True)
            _write_to(entry)
    except IntegrityError:
        return mine.get()
    return entry


def _write_to(entry: WaitlistEntry) -> None:
    """An e-mail with the entry's private link, so that it can be looked at and taken back; past the limit of its
    address the entry stands without one."""
    clinic = entry.organisation_id
    if not may_send("booking", organisation_id=clinic, email=entry.email, phone=entry.phone):
        return
    Effect.require(Kind.MAIL, code="waitlist", subject=f"wish:{entry.pk}", organisation_id=clinic)
