"""The public holidays of a specialist's country, from the calendars that the `holidays` package keeps."""

from __future__ import annotations

from datetime import date, timedelta

import holidays
from django.utils.translation import get_language

from appointments.models import Specialist
from appointments.settings.arranging import set_days
from restartix.clock import territory

SPOKEN = {"ro": "ro", "en": "en_US"}


def country_of(specialist: Specialist) -> str:
    """The country of their time zone, while its holidays are known; else empty."""
    country = territory(specialist.time_zone)
    return country if country in holidays.list_supported_countries() else ""


def days_ahead(specialist: Specialist, today: date) -> dict[date, str]:
    """A year of them from today, by name."""
    last = today + timedelta(days=365)
    supported = holidays.country_holidays(country_of(specialist)).supported_languages
    wanted = SPOKEN.get((get_language() or "en").split("-")[0], "en_US")
    language = wanted if wanted in supported else None
    known = holidays.country_holidays(
        country_of(specialist), years=range(today.year, last.year + 1), language=language
    )
    return {day: name for day, name in sorted(known.items()) if today <= day <= last}


def take_off(specialist: Specialist, today: date) -> int:
    """Their country's holidays become days off, except dates that were already said to be special. How many."""
    special = set(specialist.overrides.filter(date__gte=today).values_list("date", flat=True))
    fresh = {day: name for day, name in days_ahead(specialist, today).items() if day not in special}
    for day, name in fresh.items():
        set_days(specialist, day, day, [], note=name[:80])
    return len(fresh)
