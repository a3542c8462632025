"""The one way a time is written: on a named clock, in the reader's language."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from decimal import Decimal
from functools import lru_cache
from zoneinfo import ZoneInfo, available_timezones

from babel import Locale
from babel.dates import format_date, get_timezone_location
from babel.numbers import format_currency
from django.utils import timezone
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from restartix.core.region import date_pattern, english, halves_of_day, present_name, territory

LOCALES = {"ro": "ro_RO"}
REGIONS = {"Africa", "America", "Antarctica", "Asia", "Atlantic", "Australia", "Europe", "Indian", "Pacific"}


@dataclass(frozen=True)
class Clock:
    """Writes instants on this zone's clock, in the language that is active when it is asked."""

    zone: ZoneInfo

    @property
    def name(self) -> str:
        """The clock in words: "Bucharest time"."""
        place = city(self.zone.key)
        return _("%(city)s time") % {"city": place} if place else self.zone.key

    @property
    def today(self) -> date:
        """The day that this clock shows now. Never use the server's day, which is UTC's."""
        return self.local(timezone.now()).date()

    def local(self, instant: datetime) -> datetime:
        return instant.astimezone(self.zone)

    def instant(self, day: date, at: time) -> datetime | None:
        """The instant (UTC) at which this clock shows that; of two the first, None where clocks skip it."""
        wall = datetime.combine(day, at)
        found = wall.replace(tzinfo=self.zone, fold=0).astimezone(UTC)
        return found if found.astimezone(self.zone).replace(tzinfo=None) == wall else None

    def midnight(self, day: date) -> datetime:
        """When this day begins; a moment after 0:00 where clocks skip that."""
        return datetime.combine(day, time(), self.zone)

    def time(self, instant: datetime) -> str:
        """10:30, for where the zone is already said; 10:30 AM where clocks have twelve hours."""
        return format_time(self.local(instant).time())

    def day(self, instant: datetime) -> str:
        """Tuesday 24 November 2026"""
        return long_date(self.local(instant).date())

    def short(self, instant: datetime) -> str:
        """Tue 24 Nov, 10:30, for where the zone is already said."""
        return f"{format_day(self.local(instant).date(), 'EEE d MMM')}, {self.time(instant)}"

    def moment(self, instant: datetime) -> str:
        """Tuesday 24 November 2026, 10:30, Bucharest time"""
        return f"{self.day(instant)}, {self.time(instant)}, {self.name}"

    def beside(self, other: Clock, instant: datetime) -> str:
        """The same instant on another clock, with its day when that differs; empty when both clocks agree."""
        here, there = self.local(instant), other.local(instant)
        if here.utcoffset() == there.utcoffset():
            return ""
        said = other.time(instant) if here.date() == there.date() else other.short(instant)
        return f"{said}, {other.name}"


UNIVERSAL = Clock(ZoneInfo("UTC"))


def format_time(at: time) -> str:
    """14:30, or 2:30 PM."""
    halves = am_pm_labels()
    if halves is None:
        return f"{at.hour:02d}:{at.minute:02d}"
    return f"{at.hour % 12 or 12}:{at:%M} {halves[at.hour >= 12]}"


def am_pm_labels() -> tuple[str, str] | None:
    """What the halves of a day are called, where clocks have twelve hours."""
    return halves_of_day(locale())


def format_hour(hour: int) -> str:
    """14:00, or 2 PM: a full hour beside a column of them."""
    halves = am_pm_labels()
    return f"{hour % 12 or 12} {halves[hour % 24 >= 12]}" if halves else f"{hour:02d}:00"


def format_day(day: date, pattern: str) -> str:
    """By a pattern of CLDR's in the British order, which is turned where people put the month first."""
    spoken = locale()
    return _written(day, date_pattern(pattern, spoken), spoken)


@lru_cache(maxsize=4096)
def _written(day: date, pattern: str, spoken: str) -> str:
    """A page names the same few days again and again, and looking up how costs more than the rest of a row."""
    return format_date(day, pattern, locale=spoken)


def long_date(day: date) -> str:
    return format_day(day, "EEEE d MMMM y")


def date_range(first: date, last: date) -> str:
    """23–29 November 2026; 30 Nov – 6 December 2026"""
    if (first.year, first.month) == (last.year, last.month) and first != last:
        whole = format_day(last, "d MMMM y")
        return whole.replace(f"{last.day}", f"{first.day}–{last.day}", 1)
    return f"{format_day(first, 'd MMM')} – {format_day(last, 'd MMMM y')}"


def money(amount: Decimal, currency: str) -> str:
    return format_currency(amount, currency, locale=locale()) if amount else _("Free of charge")


def locale() -> str:
    """Of the language that is spoken; English is that of the clinic's country."""
    return LOCALES.get((get_language() or "en").split("-")[0]) or english()


def zone_named(name: str, default: ZoneInfo) -> ZoneInfo:
    """The zone of that name, under its present spelling; the default when there is none.

    Browsers report older spellings for years (Chromium: Asia/Calcutta, Europe/Kiev); CLDR knows what they became.
    """
    present = present_name(name)
    return ZoneInfo(present) if present in zones() else default


def city(zone: str) -> str:
    return _city(zone, locale())


@lru_cache(maxsize=1)
def zones() -> frozenset[str]:
    return frozenset(name for name in available_timezones() if name.split("/")[0] in REGIONS | {"UTC"})


def zone_choices() -> list[tuple[str, list[tuple[str, str]]]]:
    """Zones by part of the world, each with its city, for a select."""
    return _zone_choices(locale())


@lru_cache(maxsize=4)
def _zone_choices(spoken: str) -> list[tuple[str, list[tuple[str, str]]]]:
    present = (name for name in zones() if name == present_name(name))
    known = sorted(name for name in present if territory(name) not in {"", "001"})
    parts: dict[str, list[tuple[str, str]]] = {}
    for name in known:
        parts.setdefault(name.split("/")[0], []).append((name, _city(name, spoken)))
    return [(part, sorted(places, key=lambda place: place[1])) for part, places in parts.items()]


@lru_cache(maxsize=2048)
def _city(zone: str, spoken: str) -> str:
    if zone == "UTC":
        return "UTC"
    return str(get_timezone_location(zone, locale=Locale.parse(spoken), return_city=True))


def duration(minutes: int) -> str:
    return ngettext("%(minutes)s minute", "%(minutes)s minutes", minutes) % {"minutes": minutes}


def instant(said: str) -> datetime | None:
    """An instant as our links write it (ISO, with its offset); None for anything else."""
    try:
        at = datetime.fromisoformat(said)
        return at.astimezone(UTC) if at.tzinfo and 2000 < at.year < 2100 else None
    except (ValueError, OverflowError):
        return None
