"""Refuses one try too many before the request begins: no transaction is opened for it, and no page is asked."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import Resolver404, resolve
from django.utils import translation
from django.utils.cache import add_never_cache_headers

from restartix.limits import Limited
from restartix.limits.counting import Key, count
from restartix.limits.network import network_of
from restartix.organisations.middleware import visitor

PHONE_DIGITS = 9


class LimitMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        limit, said = limit_of(request)
        wait = count(list(keys_of(request, limit, said))) if limit else 0
        return refuse(request, wait) if wait else self.get_response(request)


def limit_of(request: HttpRequest) -> tuple[Limited | None, dict[str, Any]]:
    """What this request's view declared, for a request that would do something, and what its address says."""
    if request.method != "POST":
        return None, {}
    try:
        found = resolve(request.path_info, getattr(request, "urlconf", None))
    except Resolver404:
        return None, {}
    return getattr(found.func, "limited", None), found.kwargs


def keys_of(request: HttpRequest, limit: Limited, said: dict[str, Any]) -> Iterator[Key]:
    """The network, the login, the browser and whom it is about, as far as each is known and limited."""
    client_id, is_new = visitor(request)
    whose = {
        "network": network_of(request),
        "account": str(request.session.get("user_id", "")),
        "client": "" if is_new else str(client_id),
        "email": request.POST.get(limit.email, "").strip().lower() if limit.email else "",
        "phone": _digits(request.POST.get(limit.phone, "")) if limit.phone else "",
        "subject": str(said.get(limit.subject, "")),
    }
    for by, (most, seconds) in settings.LIMITS.get(limit.name, {}).items():
        if who := whose[by]:
            yield Key(f"{limit.name}:{by}:{who}", most, seconds)


def refuse(request: HttpRequest, wait: int) -> HttpResponse:
    """429, which says when to try again in the reader's language: what comes later in the chain has not been asked."""
    with translation.override(translation.get_language_from_request(request)):
        response = render(request, "429.html", {"minutes": math.ceil(wait / 60)}, status=429)
    response["Retry-After"] = str(wait)
    add_never_cache_headers(response)
    return response


def _digits(phone: str) -> str:
    """The last digits, which are the same with and without a country's code."""
    return "".join(letter for letter in phone if letter.isdigit())[-PHONE_DIGITS:]
