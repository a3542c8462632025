"""Which country's conventions dates, times and prices follow: the clinic's, set once for a request or an e-mail."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from babel import Locale
from babel.core import get_global
from babel.languages import get_official_languages
from babel.localedata import exists
from django.utils import translation

if TYPE_CHECKING:
    from restartix.core.clinics.models import Organisation

MONTH_FIRST = {
    "EEE d MMM": "EEE, MMM d",
    "EEE d MMM y": "EEE, MMM d, y",
    "EEEE d MMMM": "EEEE, MMMM d",
    "EEEE d MMMM y": "EEEE, MMMM d, y",
    "d MMM": "MMM d",
    "d MMMM": "MMMM d",
    "d MMM y": "MMM d, y",
    "d MMMM y": "MMMM d, y",
}

_zone: ContextVar[Callable[[], str]] = ContextVar("region")


@contextmanager
def region_of(zone: Callable[[], str]) -> Iterator[None]:
    """Within this context, formatting follows the country of this time zone, which is looked up only when needed."""
    token = _zone.set(cache(zone))
    try:
        yield
    finally:
        _zone.reset(token)


@contextmanager
def in_language(language: str, clinic: Organisation) -> Iterator[None]:
    """In this language, with dates, times and prices as in the clinic's country."""
    with translation.override(language or "en"), region_of(lambda: clinic.time_zone):
        yield


def english() -> str:
    """The English of the clinic's country (en_US in New York); en_GB where none is spoken, or no clinic is known."""
    zone = _zone.get(None)
    return _english(zone()) if zone else "en_GB"


@lru_cache(maxsize=1024)
def _english(zone: str) -> str:
    country = territory(zone)
    is_spoken = "en" in get_official_languages(country, regional=True, de_facto=True)
    return f"en_{country}" if is_spoken and exists(f"en_{country}") else "en_GB"


def territory(zone: str) -> str:
    """The country a zone belongs to ("RO"); empty when it belongs to none."""
    return str(get_global("zone_territories").get(present_name(zone), ""))


def present_name(zone: str) -> str:
    """How a time zone is spelled today: Europe/Kiev is Europe/Kyiv."""
    return zone if zone == "UTC" else str(get_global("zone_aliases").get(zone, zone))


@lru_cache(maxsize=64)
def date_pattern(pattern: str, in_language: str) -> str:
    """The same pattern, with the month first where this locale begins with it."""
    is_month_first = Locale.parse(in_language).date_formats["medium"].pattern.startswith("M")
    return MONTH_FIRST.get(pattern, pattern) if is_month_first else pattern


@lru_cache(maxsize=64)
def halves_of_day(in_language: str) -> tuple[str, str] | None:
    """How the halves of a day are called where clocks have twelve hours; None where they have twenty-four."""
    locale = Locale.parse(in_language)
    if "a" not in locale.time_formats["short"].pattern:
        return None
    names = locale.day_periods["format"]["abbreviated"]
    return names["am"], names["pm"]
