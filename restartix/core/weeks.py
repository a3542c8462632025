"""Days, weeks and months: which day a week begins with, and how a week or a month is named in an address."""

from __future__ import annotations

from contextlib import suppress
from datetime import UTC, date, datetime, time, timedelta

from babel import Locale, UnknownLocaleError

from restartix.core.clock import LOCALES, Clock
from restartix.core.numbers import whole_number
from restartix.core.region import english

A_DAY = timedelta(days=1)
A_WEEK = timedelta(days=7)
YEARS = range(2000, 2100)


def first_weekday(language: str) -> int:
    """The day that weeks begin with where this language is spoken (0 is Monday), as CLDR has it; for English, where
    the clinic is."""
    said = LOCALES.get(language) or (english() if language == "en" else language.replace("-", "_"))
    with suppress(ValueError, UnknownLocaleError):
        return int(Locale.parse(said).first_week_day)
    return 0


def days_from(first: date, last: date) -> list[date]:
    """Each day from the first to the last, both included."""
    return [first + ahead * A_DAY for ahead in range((last - first).days + 1)]


def instants_of(first: date, last: date, clock: Clock) -> tuple[datetime, datetime]:
    """The instants at which the first of these days begins and the last ends on this clock; a day may have 23 or 25
    hours."""
    return clock.midnight(first), clock.midnight(last + A_DAY)


def instants_around(first: date, last: date) -> tuple[datetime, datetime]:
    """The instants between which it may be one of these days on some clock: each begins within a day of UTC's."""
    since, until = (datetime.combine(day, time(), UTC) for day in (first - A_DAY, last + 2 * A_DAY))
    return since, until


def week_of(day: date, first: int) -> date:
    """The first day of the week that holds `day`, weeks beginning with weekday `first`."""
    return day - timedelta(days=(day.weekday() - first) % 7)


def week_name(start: date) -> str:
    """The ISO name, 2026-W48, of the week that begins here: that of its Monday."""
    monday = start + timedelta(days=-start.weekday() % 7)
    year, week, _weekday = monday.isocalendar()
    return f"{year}-W{week:02d}"


def week_named(name: str, first: int) -> date | None:
    """The first day of the week 2026-W48; None for what is no such name."""
    year, _dash, week = name.partition("-W")
    numbers = whole_number(year, most=9999), whole_number(week, most=99)
    if numbers[0] in YEARS and numbers[0] and numbers[1] is not None:
        with suppress(ValueError):
            monday = date.fromisocalendar(numbers[0], numbers[1], 1)
            return week_of(monday, first)
    return None


def month_named(name: str) -> date | None:
    """The first day of the month 2026-11; None for what is no such name."""
    return day_named(f"{name}-01")


def day_named(name: str) -> date | None:
    with suppress(ValueError):
        day = date.fromisoformat(name)
        return day if day.year in YEARS and len(name) == 10 else None
    return None


def month_of(day: date) -> date:
    return day.replace(day=1)


def months_on(month: date, number: int) -> date:
    """The first day of the month so many months later (or earlier)."""
    count = month.year * 12 + month.month - 1 + number
    return date(count // 12, count % 12 + 1, 1)


def weeks_of(month: date, first: int) -> list[list[date]]:
    """Whole weeks that hold the month, its neighbours' days included."""
    start, after = week_of(month, first), months_on(month, 1)
    return [
        days_from(start + week * A_WEEK, start + week * A_WEEK + 6 * A_DAY)
        for week in range(-(-(after - start).days // 7))
    ]
