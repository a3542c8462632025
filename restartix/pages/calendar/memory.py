"""Which specialists somebody chose to see, remembered by their browser until they choose again."""

from __future__ import annotations

from datetime import timedelta

from django.conf import settings
from django.http import HttpResponse

from restartix.core.web.middleware import ClinicRequest
from restartix.pages.calendar.period import Filters

NAME = "calendar_with"
A_YEAR = timedelta(days=365)
MOST = 30


def remembered_specialists(request: ClinicRequest) -> list[str]:
    """Their ids; none while the page only brings itself up to date, or goes back to how it was."""
    if "seen" in request.GET or _goes_back(request):
        return []
    return request.COOKIES.get(NAME, "").split(".")[:MOST]


def remember_specialists(request: ClinicRequest, response: HttpResponse, filters: Filters) -> None:
    """What is shown now is what comes next time, where the address or the way back says so."""
    chosen = ".".join(str(key) for key in filters.specialists[:MOST])
    if request.COOKIES.get(NAME, "") == chosen or not ("with" in request.GET or _goes_back(request)):
        return
    if not chosen:
        response.delete_cookie(NAME, path=request.path)
        return
    response.set_cookie(
        NAME,
        chosen,
        max_age=A_YEAR,
        path=request.path,
        secure=settings.SECURE,
        httponly=True,
        samesite="Lax",
    )


def _goes_back(request: ClinicRequest) -> bool:
    return "HX-History-Restore-Request" in request.headers
