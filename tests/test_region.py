"""A clinic in New York reads US dates, 12-hour times and dollars; one in Bucharest what it always read."""

from datetime import UTC, date, datetime, time
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from django.utils import translation

from forms.models import FieldKind
from forms.questions import in_words
from restartix.core.clock import Clock, date_range, format_day, format_hour, format_time, long_date, money
from restartix.core.region import region_of
from tests.cast import Seat

AT = datetime(2026, 11, 24, 19, 5, tzinfo=UTC)


@pytest.fixture
def new_york():
    with translation.override("en"), region_of(lambda: "America/New_York"):
        yield Clock(ZoneInfo("America/New_York"))


def test_in_new_york_the_month_comes_first_and_the_clock_has_twelve_hours(new_york):
    assert new_york.moment(AT) == "Tuesday, November 24, 2026, 2:05 PM, New York time"
    assert new_york.short(AT) == "Tue, Nov 24, 2:05 PM"
    assert [format_time(time(hour, 30)) for hour in (0, 9, 12, 23)] == [
        "12:30 AM",
        "9:30 AM",
        "12:30 PM",
        "11:30 PM",
    ]
    assert [format_hour(hour) for hour in (8, 12, 24)] == ["8 AM", "12 PM", "12 AM"]
    assert date_range(date(2026, 11, 23), date(2026, 11, 29)) == "November 23–29, 2026"
    assert date_range(date(2026, 11, 30), date(2026, 12, 6)) == "Nov 30 – December 6, 2026"
    assert money(Decimal(120), "USD") == "$120.00"
    answered = in_words({"kind": FieldKind.DATE, "unit": ""}, "2026-12-31")
    assert answered == format_day(date(2026, 12, 31), "d MMMM y") == "December 31, 2026"


@pytest.mark.parametrize("zone", ["Europe/Bucharest", "Europe/London", "UTC", ""])
def test_elsewhere_english_stays_british(zone):
    with translation.override("en"), region_of(lambda: zone):
        assert long_date(date(2026, 11, 24)) == "Tuesday 24 November 2026"
        assert Clock(ZoneInfo("UTC")).time(AT) == "19:05"


def test_romanian_is_romanian_in_new_york_too():
    with translation.override("ro"), region_of(lambda: "America/New_York"):
        assert long_date(date(2026, 11, 24)) == "marți 24 noiembrie 2026"
        assert format_time(time(14, 5)) == "14:05"


def test_outside_any_clinic_nothing_has_changed():
    with translation.override("en"):
        assert Clock(ZoneInfo("America/New_York")).short(AT) == "Tue 24 Nov, 14:05"


@pytest.mark.django_db
@pytest.mark.parametrize(("slug", "price"), [("riverside", "$"), ("aurora", "€")])
def test_a_page_is_written_as_in_its_clinics_country(slug, price, cast):
    service = next(iter(getattr(cast, slug).services.values()))
    page = Seat(slug).client().get(f"/{slug}/services/{service.pk}/").content.decode()

    assert price in page
    assert "US$" not in page
    assert ("AM<" in page or "PM<" in page) == (slug == "riverside")
