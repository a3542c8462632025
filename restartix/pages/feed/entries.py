"""A specialist's visits as their own calendar reads them, by its private address.

Calendars are kept by others (Google, Apple, an employer), so this holds no name, no service and nothing about
anybody's health, whoever asks: times, how sure each is, and the way to its page, which wants signing in.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from datetime import UTC, datetime, time, timedelta
from typing import Any, NamedTuple
from urllib.parse import urlsplit
from uuid import UUID

from django.conf import settings
from django.db import connection
from django.http import Http404, HttpResponse
from django.utils import translation
from django.utils.cache import get_conditional_response
from django.utils.http import quote_etag
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_safe
from icalendar import Calendar, Event

from appointments.models import Block, Closing, Status
from restartix.core.clinics.addresses import address_of
from restartix.core.clinics.models import Organisation
from restartix.core.clinics.scope import link_hash
from restartix.core.clock import Clock
from restartix.core.web.audiences import everyone
from restartix.core.web.current_clinic import clinic_of
from restartix.core.web.middleware import ClinicRequest
from restartix.messages.calendar_entry import certainty

READ_AGAIN = timedelta(minutes=15)
BEHIND, AHEAD = timedelta(days=60), timedelta(days=400)


class FeedEntry(NamedTuple):
    """One visit as the database shows it to whoever holds the address."""

    visit_id: int
    started_at: Any
    ended_at: Any
    status: str
    sequence: int
    created_at: Any


class BlockedTime(NamedTuple):
    """A meeting or a break as the database shows it to whoever holds the address."""

    block_id: UUID
    started_at: datetime
    ended_at: datetime
    kind: str
    changed_at: datetime


@require_safe
@everyone
@sensitive_variables("token")
def feed_entries(request: ClinicRequest, token: str) -> HttpResponse:
    """The whole calendar; 304 when it is as the reader has it, 404 for an address that is not (any more)."""
    hashed = link_hash(token)
    found = _ask("SELECT language FROM public.open_feed(%s)", hashed)
    if not found:
        raise Http404
    assert request.actor.organisation_id
    clinic = clinic_of(request)
    entries = [FeedEntry(*row) for row in _ask("SELECT * FROM public.feed_visits(%s)", hashed)]
    blocks = [BlockedTime(*row) for row in _ask("SELECT * FROM public.feed_blocks(%s)", hashed)]
    with translation.override(found[0][0] or clinic.language):
        body = calendar_of(entries, clinic, blocks, _closings(clinic))
    response = HttpResponse(body, content_type="text/calendar; charset=utf-8")
    response["ETag"] = quote_etag(hashlib.sha256(body).hexdigest())
    response["Cache-Control"] = "private, max-age=300"
    response["Content-Disposition"] = 'inline; filename="visits.ics"'
    return get_conditional_response(request, etag=response["ETag"], response=response) or response


def calendar_of(
    entries: list[FeedEntry],
    clinic: Organisation,
    blocks: Iterable[BlockedTime] = (),
    closings: Iterable[Closing] = (),
) -> bytes:
    """The same bytes for the same visits. A cancelled one is not there, so calendars let go of it; nor is blocked time
    that is free again."""
    calendar = Calendar()
    calendar.add("prodid", "-//RestartiX//EN")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", clinic.name)
    calendar.add("refresh-interval", READ_AGAIN, parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", "PT15M")
    for entry in entries:
        calendar.add_component(_event(entry, clinic))
    for block in blocks:
        calendar.add_component(_blocked(block, clinic))
    for closing in closings:
        calendar.add_component(_closed(closing, clinic))
    return bytes(calendar.to_ical())


def _closings(clinic: Organisation) -> list[Closing]:
    today = Clock(clinic.zone).today
    return list(Closing.objects.filter(date__range=(today - BEHIND, today + AHEAD)))


def _blocked(block: BlockedTime, clinic: Organisation) -> Event:
    """A meeting or a break, without its note."""
    event = _named(f"block-{clinic.pk}-{block.block_id}")
    event.add("dtstamp", block.changed_at.replace(microsecond=0))
    event.add("dtstart", block.started_at)
    event.add("dtend", block.ended_at)
    event.add("summary", str(Block.Kind(block.kind).label))
    event.add("url", address_of(clinic, "block", block.block_id))
    return event


def _closed(closing: Closing, clinic: Organisation) -> Event:
    """A whole day, which makes nobody busy."""
    event = _named(f"closed-{clinic.pk}-{closing.pk}")
    event.add("dtstamp", datetime.combine(closing.date, time(), UTC))
    event.add("dtstart", closing.date)
    event.add("dtend", closing.date + timedelta(days=1))
    word = _("Public holiday") if closing.is_holiday else _("Clinic closed")
    event.add("summary", f"{word}: {closing.name}" if closing.name else word)
    event.add("transp", "TRANSPARENT")
    return event


def _named(name: str) -> Event:
    event = Event()
    host = urlsplit(settings.SITE_URL).hostname or "restartix"
    event.add("uid", f"{name}@{host}")
    return event


def _event(entry: FeedEntry, clinic: Organisation) -> Event:
    event = _named(f"work-{clinic.pk}-{entry.visit_id}")
    event.add("sequence", entry.sequence)
    event.add("dtstamp", entry.created_at.replace(microsecond=0))
    event.add("dtstart", entry.started_at)
    event.add("dtend", entry.ended_at)
    event.add("summary", _("Visit, %(status)s") % {"status": str(Status(entry.status).label).lower()})
    event.add("url", address_of(clinic, "appointment", entry.visit_id))
    event.add("status", certainty(entry.status))
    return event


def _ask(statement: str, hashed: str) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement, [hashed])
        return list(cursor.fetchall())
