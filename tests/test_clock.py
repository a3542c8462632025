"""Times are written on a named clock, in the reader's language, through both changes of the year."""

from datetime import UTC, date, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from django.utils import translation

from restartix.core.clock import Clock, city, long_date, money, zone_choices, zone_named
from restartix.core.region import territory

BUCHAREST, NEW_YORK, LONDON = (
    Clock(ZoneInfo(name)) for name in ("Europe/Bucharest", "America/New_York", "Europe/London")
)
NOON = datetime(2026, 11, 24, 10, 30, tzinfo=UTC)


def test_a_moment_names_its_day_time_and_zone():
    assert BUCHAREST.moment(NOON) == "Tuesday 24 November 2026, 12:30, Bucharest time"


def test_one_clock_speaks_each_readers_language():
    assert BUCHAREST.name == "Bucharest time"
    with translation.override("ro"):
        assert BUCHAREST.name == "ora din București"


@pytest.mark.parametrize(
    ("reported", "present"),
    [
        ("Asia/Calcutta", "Asia/Kolkata"),
        ("Europe/Kiev", "Europe/Kyiv"),
        ("America/Buenos_Aires", "America/Argentina/Buenos_Aires"),
        ("US/Eastern", "America/New_York"),
        ("Asia/Kolkata", "Asia/Kolkata"),
        ("UTC", "UTC"),
        ("Mars/Base", "Europe/Bucharest"),
    ],
)
def test_a_zone_is_known_under_the_older_names_that_browsers_report(reported, present):
    assert zone_named(reported, BUCHAREST.zone).key == present


def test_each_zone_stands_in_the_list_once():
    names = [name for _part, places in zone_choices() for name, _city in places]

    assert "Asia/Kolkata" in names
    assert "Asia/Calcutta" not in names
    assert len(names) == len(set(names))


def test_a_moment_in_romanian():
    with translation.override("ro"):
        assert BUCHAREST.day(NOON) == "marți 24 noiembrie 2026"
        assert city("Europe/Bucharest") == "București"


@pytest.mark.parametrize(
    ("clock", "instant", "written"),
    [
        # Bucharest: forward on 29 March, back on 25 October 2026, both at 01:00 UTC.
        (BUCHAREST, datetime(2026, 3, 29, 0, 59, tzinfo=UTC), "02:59"),
        (BUCHAREST, datetime(2026, 3, 29, 1, 0, tzinfo=UTC), "04:00"),
        (BUCHAREST, datetime(2026, 10, 25, 0, 30, tzinfo=UTC), "03:30"),
        (BUCHAREST, datetime(2026, 10, 25, 1, 30, tzinfo=UTC), "03:30"),
        # New York: forward on 8 March at 07:00 UTC, back on 1 November at 06:00 UTC.
        (NEW_YORK, datetime(2026, 3, 8, 6, 59, tzinfo=UTC), "01:59"),
        (NEW_YORK, datetime(2026, 3, 8, 7, 0, tzinfo=UTC), "03:00"),
        (NEW_YORK, datetime(2026, 11, 1, 5, 30, tzinfo=UTC), "01:30"),
        (NEW_YORK, datetime(2026, 11, 1, 6, 30, tzinfo=UTC), "01:30"),
    ],
)
def test_clocks_change_when_their_zone_does(clock, instant, written):
    assert clock.time(instant) == written


def test_another_clock_stands_beside_only_while_it_differs():
    assert BUCHAREST.beside(Clock(ZoneInfo("Europe/Athens")), NOON) == ""
    assert BUCHAREST.beside(LONDON, NOON) == "10:30, London time"


def test_another_clock_says_its_day_when_that_differs():
    late = datetime(2026, 11, 24, 3, 0, tzinfo=UTC)

    assert BUCHAREST.beside(NEW_YORK, late) == "Mon 23 Nov, 22:00, New York time"


def test_two_zones_differ_only_between_their_changes():
    between = datetime(2026, 3, 20, 12, tzinfo=UTC)

    assert BUCHAREST.beside(NEW_YORK, between) == "08:00, New York time"
    assert BUCHAREST.beside(NEW_YORK, datetime(2026, 4, 20, 12, tzinfo=UTC)) == "08:00, New York time"
    assert BUCHAREST.time(between) == "14:00"


def test_an_unknown_zone_gives_way_to_the_default():
    default = ZoneInfo("Europe/Bucharest")

    assert zone_named("America/New_York", default).key == "America/New_York"
    for nonsense in ("", "Mars/Base", "../etc/passwd", "\x00", "posixrules"):
        assert zone_named(nonsense, default) is default


def test_zones_are_offered_by_part_of_the_world():
    offered = dict(zone_choices())

    assert ("Europe/Bucharest", "Bucharest") in offered["Europe"]
    assert ("America/New_York", "New York") in offered["America"]


def test_money_and_countries():
    assert money(Decimal("60.00"), "EUR") == "€60.00"
    assert money(Decimal(0), "EUR") == "Free of charge"
    assert territory("Europe/Bucharest") == "RO"
    assert long_date(date(2026, 3, 1)) == "Sunday 1 March 2026"
