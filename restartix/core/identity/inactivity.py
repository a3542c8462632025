"""A session ends when nothing happens: soon for staff, late for patients."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import cast

from django.http import HttpRequest, HttpResponse

from restartix.core.clinics.scope import enter
from restartix.core.identity import sessions
from restartix.core.web.middleware import VISIT_COOKIE, ClinicRequest

A_MINUTE = 60
NOTHING_NEW = 204


class InactivityMiddleware:
    """Inside the request's transaction, where it is known who asks.

    Pages that poll for news are answered 204 when there is none: that keeps nobody signed in."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, asked: HttpRequest) -> HttpResponse:
        request = cast("ClinicRequest", asked)
        if request.actor.is_signed_in and _rests(request) > sessions.longest_rest(request.actor):
            _sign_out(request)
        response = self.get_response(request)
        if request.actor.is_signed_in and response.status_code != NOTHING_NEW and _rests(request) >= A_MINUTE:
            touch(request)
        return response


def touch(request: ClinicRequest) -> None:
    """Something happened now. Written at most once a minute."""
    request.session["seen"] = int(time.time())
    sessions.keep_for(request)


def _rests(request: ClinicRequest) -> float:
    """How long the session has been idle; one that never recorded any activity counts as about to end."""
    seen = request.session.get("seen")
    return A_MINUTE if seen is None else time.time() - float(seen)


def _sign_out(request: ClinicRequest) -> None:
    sessions.end(request)
    request.session["rested"] = True
    request.actor = enter(
        slug=request.clinic_slug,
        link=request.COOKIES.get(VISIT_COOKIE, ""),
        client_id=request.actor.client_id,
    )
