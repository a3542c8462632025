"""The public holidays of a country, from the calendars that the `holidays` package has."""

from __future__ import annotations

from datetime import date, timedelta

import holidays

from appointments.models import Closing, Specialist
from restartix.core.clinics.models import Organisation
from restartix.core.region import territory
from restartix.flows.arrangements import set_days

SPOKEN = {"ro": "ro", "en": "en_US"}


def country_of(time_zone: str) -> str:
    """The country of a time zone, while its holidays are known; else empty."""
    country = territory(time_zone)
    return country if country in holidays.list_supported_countries() else ""


def holidays_between(time_zone: str, language: str, first: date, last: date) -> dict[date, str]:
    """By date, named in that language where the calendar speaks it, else in the country's own."""
    country = country_of(time_zone)
    wanted = SPOKEN.get(language.split("-")[0], "en_US")
    spoken = wanted if wanted in holidays.country_holidays(country).supported_languages else None
    known = holidays.country_holidays(country, years=range(first.year, last.year + 1), language=spoken)
    return {day: name[:80] for day, name in sorted(known.items()) if first <= day <= last}


def last_day_entered(today: date) -> date:
    """Holidays are entered until the end of next year: further than anybody books."""
    return date(today.year + 1, 12, 31)


def close_on_holidays(clinic: Organisation, today: date) -> int:
    """The public holidays of the clinic's country become days off for everybody; one that somebody else enters at the
    same moment is there already. How many are new."""
    there = set(Closing.objects.filter(is_holiday=True, date__gte=today).values_list("date", flat=True))
    coming = holidays_between(clinic.time_zone, clinic.language, today, last_day_entered(today))
    fresh = [
        Closing(organisation=clinic, date=day, name=name, is_holiday=True)
        for day, name in coming.items()
        if day not in there
    ]
    Closing.objects.bulk_create(fresh, ignore_conflicts=True)
    return len(fresh)


def has_other_holidays(specialist: Specialist, clinic: Organisation) -> bool:
    """They work from a country whose holidays are not the clinic's."""
    own = country_of(specialist.time_zone)
    return bool(own) and own != country_of(clinic.time_zone)


def take_off(specialist: Specialist, clinic: Organisation, today: date) -> int:
    """The holidays of a specialist's own country become their days off for a year, except dates that already have
    something special. How many are new."""
    special = set(specialist.overrides.filter(date__gte=today).values_list("date", flat=True))
    last = today + timedelta(days=365)
    coming = holidays_between(specialist.time_zone, clinic.language, today, last)
    fresh = {day: name for day, name in coming.items() if day not in special}
    for day, name in fresh.items():
        set_days(specialist, day, day, [], note=name)
    return len(fresh)
