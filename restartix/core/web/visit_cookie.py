"""The cookie that stands for a visit's private link in one browser."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpResponse
from django.urls import reverse

from restartix.core.web.middleware import VISIT_COOKIE


def set_visit_cookie(response: HttpResponse, token: str, pk: int) -> HttpResponse:
    """Until the browser is closed, and for this visit's own addresses only."""
    response.set_cookie(
        VISIT_COOKIE,
        token,
        path=reverse("visit", args=[pk]),
        httponly=True,
        samesite="Lax",
        secure=settings.SECURE,
    )
    return response
