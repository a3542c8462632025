"""Whatever comes in is UTF-8. What says it is something else is not read at all: Python knows encodings that aren't
text, on which Django fails before any middleware, and others would garble names."""

from __future__ import annotations

import codecs
from collections.abc import Callable, Iterable
from email.message import Message
from typing import Any
from urllib.parse import SplitResult, urlsplit

from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse

OTHER = "restartix.other_charset"
Application = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]


def as_utf8(application: Application) -> Application:
    """Around Django: another charset is noted and taken off the request."""

    def call(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        kind = Message()
        kind["Content-Type"] = environ.get("CONTENT_TYPE", "").replace("\n", " ").replace("\r", " ")
        if not _is_utf8(str(kind.get_param("charset", "utf-8"))):
            environ[OTHER] = True
            kind.del_param("charset")
            environ["CONTENT_TYPE"] = kind["Content-Type"]
        return application(environ, start_response)

    return call


class ReadableMiddleware:
    """Before anything looks at a request's parameters. A page that is only read has no body to misread."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        is_other = OTHER in request.META or not _is_utf8(request.encoding or "utf-8")
        if is_other and request.method not in {"GET", "HEAD"}:
            raise BadRequest("not UTF-8")
        return self.get_response(request)


def split_address(address: str) -> SplitResult:
    """A URL from a header, split; all parts empty if it isn't one."""
    try:
        return urlsplit(address)
    except ValueError:
        return urlsplit("")


def _is_utf8(charset: str) -> bool:
    try:
        return codecs.lookup(charset).name == "utf-8"
    except (LookupError, ValueError):
        return False
