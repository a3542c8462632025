"""A number for each request: in its answer's header, in every log line it writes, and on the page of an error."""

from __future__ import annotations

import logging
import re
import secrets
from collections.abc import Callable
from contextvars import ContextVar

from django.http import HttpRequest, HttpResponse

HEADER = "X-Request-ID"
LETTERS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
WELL_FORMED = re.compile(r"[0-9A-Za-z-]{8,64}")
NONE = "-"

_current: ContextVar[str] = ContextVar("request_id", default=NONE)


def new_request_id() -> str:
    """Ten letters and digits that can be read out over the phone: none looks like another."""
    drawn = "".join(secrets.choice(LETTERS) for _ in range(10))
    return f"{drawn[:5]}-{drawn[5:]}"


def current_request_id() -> str:
    """The number of the request that this thread is answering; a dash outside of any."""
    return _current.get()


class RequestIdMiddleware:
    """The first of all. A proxy's own number is taken over when it is well-formed; anything else is ignored."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        given = request.headers.get(HEADER, "")
        mark = _current.set(given if WELL_FORMED.fullmatch(given) else new_request_id())
        try:
            response = self.get_response(request)
            response[HEADER] = current_request_id()
            return response
        finally:
            _current.reset(mark)


class WithRequestId(logging.Filter):
    """Gives each line the number of the request that wrote it."""

    def filter(self, record: logging.LogRecord) -> bool:
        record.request_id = current_request_id()
        return True
