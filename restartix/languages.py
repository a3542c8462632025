"""Which language a page speaks: the switch's, else the browser's, else the clinic's."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest
from django.middleware.locale import LocaleMiddleware
from django.utils import translation
from django.utils.translation.trans_real import get_supported_language_variant, parse_accept_lang_header

from restartix.organisations.clinic import clinic_of


class LanguageMiddleware(LocaleMiddleware):
    """Django's own, but for a visitor whose browser speaks none of our languages: the clinic's comes before English."""

    def process_request(self, request: HttpRequest) -> None:
        translation.activate(language_for(request))
        request.LANGUAGE_CODE = translation.get_language()


def language_for(request: HttpRequest) -> str:
    switched = _ours(request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, ""))
    return switched or _browsers(request) or _ours(_clinics(request)) or settings.LANGUAGE_CODE


def _browsers(request: HttpRequest) -> str:
    """The best of what the browser asks for that we speak; a star asks for nothing in particular."""
    asked = parse_accept_lang_header(request.headers.get("Accept-Language", "").lower())
    return next(filter(None, (_ours(code) for code, _quality in asked if code != "*")), "")


def _clinics(request: HttpRequest) -> str:
    actor = getattr(request, "actor", None)
    if actor is None or actor.organisation_id is None:
        return ""
    return clinic_of(request).language


def _ours(code: str) -> str:
    try:
        return get_supported_language_variant(code) if code else ""
    except LookupError:
        return ""
