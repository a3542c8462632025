"""Which language a page speaks: the switch's, else the browser's, else the clinic's."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.middleware.locale import LocaleMiddleware
from django.utils import translation
from django.utils.translation.trans_real import get_supported_language_variant, parse_accept_lang_header

from restartix.core.clinics.actor import SYSTEM
from restartix.core.identity.models import User
from restartix.core.region import region_of
from restartix.core.web.current_clinic import clinic_of

A_YEAR = 365 * 24 * 3600


class LanguageMiddleware(LocaleMiddleware):
    """Django's own, but for a visitor whose browser speaks none of our languages: the clinic's comes before English."""

    def process_request(self, request: HttpRequest) -> None:
        translation.activate(language_for(request))
        request.LANGUAGE_CODE = translation.get_language()


class RegionMiddleware:
    """Dates, times and prices are written as in the clinic's country; which it is, is asked once something is."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        with region_of(lambda: clinic_of(request).time_zone if _has_clinic(request) else ""):
            return self.get_response(request)


def switch_language(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """Switch to the language that was pressed, if it is one of ours; e-mails to a signed-in user follow."""
    wanted = request.POST.get("language", "")
    if translation.check_for_language(wanted) and wanted in dict(settings.LANGUAGES):
        response.set_cookie(
            settings.LANGUAGE_COOKIE_NAME, wanted, max_age=A_YEAR, samesite="Lax", secure=settings.SECURE
        )
        if user := getattr(request, "actor", SYSTEM).user_id:
            User.objects.filter(pk=user).update(language=wanted)
    return response


def language_for(request: HttpRequest) -> str:
    switched = _ours(request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, ""))
    return switched or _browsers(request) or _ours(_clinics(request)) or settings.LANGUAGE_CODE


def _browsers(request: HttpRequest) -> str:
    """The best of what the browser asks for that we speak; a star asks for nothing in particular."""
    asked = parse_accept_lang_header(request.headers.get("Accept-Language", "").lower())
    return next(filter(None, (_ours(code) for code, _quality in asked if code != "*")), "")


def _clinics(request: HttpRequest) -> str:
    return clinic_of(request).language if _has_clinic(request) else ""


def _has_clinic(request: HttpRequest) -> bool:
    actor = getattr(request, "actor", None)
    return actor is not None and actor.organisation_id is not None


def _ours(code: str) -> str:
    try:
        return get_supported_language_variant(code) if code else ""
    except LookupError:
        return ""
