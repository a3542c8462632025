"""Small signed cookies, in which a visitor's own browser keeps what the clinic doesn't store."""

from __future__ import annotations

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse

LONGEST = 3_800
"""Browsers drop a cookie of more than four thousand bytes."""


def set_signed(response: HttpResponse, name: str, parts: list[str], *, path: str) -> None:
    """Until the browser is closed, for addresses below `path`. What is too long for a cookie is not saved."""
    value = signing.dumps(parts, salt=name, compress=True)
    if len(value) <= LONGEST:
        response.set_cookie(name, value, path=path, httponly=True, samesite="Lax", secure=settings.SECURE)


def read_signed(request: HttpRequest, name: str, *, max_age: int) -> list[str] | None:
    """None when there is none, it is older than `max_age` seconds, or somebody else wrote it."""
    try:
        parts: list[str] = signing.loads(request.COOKIES.get(name, ""), salt=name, max_age=max_age)
    except signing.BadSignature:
        return None
    return parts
