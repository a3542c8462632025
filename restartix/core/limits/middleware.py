"""Refuses a visitor who tries too often, before the request's transaction: a try that fails later still counts."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator

from django.conf import settings
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import CsrfViewMiddleware
from django.shortcuts import render
from django.urls import Resolver404, ResolverMatch, resolve
from django.utils import translation
from django.utils.cache import add_never_cache_headers

from restartix.core.limits.counters import Key, count
from restartix.core.limits.network import network_of, warn_of_untrusted_proxy
from restartix.core.web.middleware import ClinicRequest, actor_of, visitor


class LimitMiddleware:
    """Only what the view would really do counts: with a valid CSRF token, and by somebody the page is for."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: ClinicRequest) -> HttpResponse:
        warn_of_untrusted_proxy(request)
        wait = count(list(keys_of(request)))
        return refuse(request, wait) if wait else self.get_response(request)


class TokenCheck(CsrfViewMiddleware):
    """Django's own check, which answers instead of refusing; the real one refuses in its turn."""

    def _reject(self, request: HttpRequest, reason: str) -> HttpResponse:
        return HttpResponse(reason, status=403)


def keys_of(request: ClinicRequest) -> Iterator[Key]:
    """The keys under which a request is counted; none where nothing is limited or nothing would be done."""
    match = limited_view(request)
    if match and has_valid_token(request, match) and is_admitted(request, match):
        yield from visitor_keys(request, match.func.limit)  # type: ignore[attr-defined]


def limited_view(request: HttpRequest) -> ResolverMatch | None:
    """The view that a request which would do something is for, if its tries are counted."""
    if request.method != "POST":
        return None
    try:
        match = resolve(request.path_info, getattr(request, "urlconf", None))
    except Resolver404:
        return None
    return match if hasattr(match.func, "limit") else None


def has_valid_token(request: HttpRequest, match: ResolverMatch) -> bool:
    check = TokenCheck(lambda _request: HttpResponse())
    check.process_request(request)
    return check.process_view(request, match.func, match.args, match.kwargs) is None


def is_admitted(request: ClinicRequest, match: ResolverMatch) -> bool:
    """Asked of the database only where the page is not for everyone."""
    if match.func.is_for_everyone:  # type: ignore[attr-defined]
        return True
    with transaction.atomic():
        return bool(match.func.admits(actor_of(request, visitor(request)[0])))  # type: ignore[attr-defined]


def visitor_keys(request: HttpRequest, name: str) -> Iterator[Key]:
    """The network, the login and the browser, as far as each is known and limited."""
    client_id, is_new = visitor(request)
    known_as = {
        "network": network_of(request),
        "account": str(request.session.get("user_id", "")),
        "client": "" if is_new else str(client_id),
    }
    for by, (most, seconds) in settings.LIMITS.get(name, {}).items():
        if who := known_as.get(by):
            yield Key(f"{name}:{by}:{who}", most, seconds)


def refuse(request: HttpRequest, wait: int) -> HttpResponse:
    """A 429 in the reader's language that says when to try again; later middleware has not run."""
    with translation.override(translation.get_language_from_request(request)):
        response = render(request, "429.html", {"minutes": math.ceil(wait / 60)}, status=429)
    response["Retry-After"] = str(wait)
    add_never_cache_headers(response)
    return response
