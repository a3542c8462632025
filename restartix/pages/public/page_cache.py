"""The page of open times as it was last drawn, while nothing that it is made of has changed.

Each request asks the database, by its own rights, for one value that stands for the clinic, the service, its people,
their hours and what is taken; only if that is new is the page worked out and drawn again. What belongs to the request
alone (its form token and nonce, and what stands for whoever is signed in) stands in the kept page as a mark.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.contrib.messages import get_messages
from django.db import connection
from django.http import HttpResponse
from django.middleware.csrf import get_token
from django.utils import timezone
from django.utils.translation import get_language

from restartix.core.clock import UNIVERSAL
from restartix.core.design.fragment_cache import FragmentCache
from restartix.core.identity import csrf_token
from restartix.core.web.middleware import ClinicRequest
from restartix.core.weeks import A_DAY, instants_of, months_on

PAGES = FragmentCache(most=8_000_000)
MARKS = {name: secrets.token_hex(16) for name in ("csrf_token", "csp_nonce", "person_mark", "draft_key")}
"""Put into the context of a page that may be cached."""

AROUND = timedelta(days=8)


@dataclass(frozen=True)
class Span:
    """The days whose times a page shows, both ends among them."""

    first: date
    last: date

    @classmethod
    def around(cls, day: date | None, month: date | None) -> Span:
        """A week before and after the day asked for, or a day more than the month: whatever grid and clock it is."""
        if month:
            return cls(month - A_DAY, months_on(month, 1) + A_DAY)
        middle = day or timezone.now().date()  # utc day: a week around it holds everybody's
        return cls(middle - AROUND, middle + AROUND)

    def holds(self, other: Span) -> bool:
        return self.first <= other.first and other.last <= self.last


@dataclass(frozen=True)
class CachedPage:
    """A rendered page with the days it was made from; none when it looked too far to be cached."""

    response: HttpResponse
    looked_at: Span | None


def page_of(
    request: ClinicRequest, service: UUID, span: Span, draw: Callable[[], CachedPage]
) -> HttpResponse:
    """As kept if it is still so, else as drawn now, and kept if the span holds all that it shows."""
    if get_messages(request):
        return _signed(request, draw().response)
    key = (
        request.get_full_path(),
        get_language(),
        request.actor.is_signed_in,
        request.actor.is_member,
        timezone.now().replace(second=0, microsecond=0),
        _fingerprint(service, span),
    )
    kept = PAGES.find(key)
    if kept is not None:
        return _signed(request, HttpResponse(kept, status=200 if kept else 204))
    page = draw()
    if page.looked_at and span.holds(page.looked_at):
        PAGES.keep(key, page.response.content.decode())
    return _signed(request, page.response)


def _fingerprint(service: UUID, span: Span) -> str:
    since, until = instants_of(span.first, span.last, UNIVERSAL)
    with connection.cursor() as cursor:
        cursor.execute("SELECT public.offer_fingerprint(%s, %s, %s)", [service, since, until])
        return str(cursor.fetchone()[0])


def _signed(request: ClinicRequest, response: HttpResponse) -> HttpResponse:
    """With this request's own token and nonce where the page has its marks."""
    own = {
        "csrf_token": get_token(request),
        "csp_nonce": str(request.csp_nonce),
        "person_mark": csrf_token.person_mark(request),
        "draft_key": csrf_token.draft_key(request),
    }
    for name, mark in MARKS.items():
        response.content = response.content.replace(mark.encode(), own[name].encode())
    return response
