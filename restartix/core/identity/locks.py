"""A login session that is locked: whoever sits at the browser is nobody there, in every tab, until it is unlocked.

The lock is a column of the session's own row which saving a session never writes, so no request that began before
the lock can undo it. ScopeMiddleware takes a locked session for a visitor's; the middleware here also keeps such a
browser from every page but those that say so.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any, TypeVar
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.cache import add_never_cache_headers
from django_htmx.http import HttpResponseClientRedirect

from restartix.core.identity.models import Session
from restartix.core.web.middleware import lock_of
from restartix.core.web.refusal_header import SIGNED_OUT, refusal_to_script, sends_by_script

V = TypeVar("V", bound=Callable[..., Any])
LOCKED = 423
LONGEST_LOCK = 12 * 3600


def open_while_locked(view: V) -> V:
    """Mark a page as open while the browser is locked: it is for whoever was given the browser, or unlocks it."""
    view.open_while_locked = True  # type: ignore[attr-defined]
    return view


def lock(request: HttpRequest, by: UUID) -> None:
    """From the next request on, in every tab. `by` says what it is locked for."""
    request.session.set_expiry(LONGEST_LOCK)  # a lock outlives the time after which an idle session would end
    request.session.save()
    Session.objects.filter(pk=request.session.session_key).update(locked_for=by)


def unlock(request: HttpRequest) -> None:
    """Under a new key: whoever has the old cookie, or goes back in the history, holds nothing."""
    request.session.lock = None  # type: ignore[attr-defined]
    request.session["seen"] = int(time.time())
    request.session.set_expiry(settings.STAFF_SESSION_SECONDS)
    request.session.cycle_key()


class LockMiddleware:
    """Every address of a clinic, polls and notices included, but those that are open while locked."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., HttpResponse], args: Any, kwargs: Any
    ) -> HttpResponse | None:
        is_open = getattr(view, "open_while_locked", False) or not getattr(request, "urlconf", None)
        if is_open or lock_of(request) is None:
            return None
        answer: HttpResponse
        if request.method == "POST" and sends_by_script(request):
            answer = refusal_to_script(request, SIGNED_OUT, status=401)  # what was typed stays on the page
        elif "HX-Request" in request.headers:
            answer = HttpResponseClientRedirect(reverse("unlock"))
        elif request.headers.get("Sec-Fetch-Mode", "navigate") == "navigate":
            answer = redirect("unlock")
        else:
            answer = HttpResponse(status=LOCKED)  # a script that asked in the background
        add_never_cache_headers(answer)
        return answer
