"""An address that holds a token is its reader's alone: no page, link or picture that it leads to learns of it."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

POLICY = "strict-origin"
"""Names the site and nothing of the address. With `no-referrer` browsers say of a form no origin, and it is refused."""


class ReferrerMiddleware:
    """So that nobody who adds a route with a token has to remember it."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        match = request.resolver_match
        if match and "token" in match.kwargs:
            response.headers.setdefault("Referrer-Policy", POLICY)
        return response
