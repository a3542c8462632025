"""A month of open times on the public page: the same times as the weeks have, counted by day."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from appointments.availability.channel import Channel
from restartix.core.clock import Clock
from restartix.pages.shared.month import Month
from restartix.pages.shared.week import Week

pytestmark = pytest.mark.django_db


@pytest.fixture
def service(cast):
    return cast.soon.service_id


def test_a_month_counts_what_its_weeks_show(service, visitor, cast):
    with visitor.scope():
        channel = Channel.of(service)
        clock = Clock(channel.organisation.zone)
        first = (cast.today + timedelta(days=2)).replace(day=1)
        month = Month(Week(channel, clock, None, None, {}), first)
        for day, free in month.free.items():
            week = Week(channel, clock, day, None, {})
            assert len(week.openings[day]) == free
        assert month.free


def test_each_day_with_something_free_leads_to_its_times(service, visitor, cast):
    browser = visitor.client()
    month = f"{cast.today + timedelta(days=3):%Y-%m}"

    page = browser.get(visitor.at(f"services/{service}/?month={month}&zone=Asia/Tokyo")).text
    links = re.findall(r'class="day" href="([^"]+)"', page)

    assert "Back to the week" in page
    assert links
    day = browser.get(links[0].replace("&amp;", "&")).text
    assert 'name="slot"' in day
    assert 'value="Asia/Tokyo" selected' in day


@pytest.mark.parametrize("month", ["2026-13", "x", "1999-01", "2099-12"])
def test_a_month_that_makes_no_sense_shows_the_week_or_nothing_free(service, visitor, month):
    answer = visitor.client().get(visitor.at(f"services/{service}/?month={month}"))

    assert answer.status_code == 200


def test_a_month_takes_no_more_questions_than_a_day(service, visitor, cast):
    browser = visitor.client()
    counts = []
    for asked in ("", f"?month={cast.today + timedelta(days=3):%Y-%m}"):
        browser.get(visitor.at(f"services/{service}/{asked}"))
        with CaptureQueriesContext(
            connection,
        ) as queries:
            browser.get(visitor.at(f"services/{service}/{asked}"))
        counts.append(len(queries))

    assert counts[1] <= counts[0] <= 14


def test_a_month_without_open_times_names_the_nearest_that_has_some(service, visitor, cast, monkeypatch):
    """Instead of a page of dead days."""
    browser = visitor.client()
    monkeypatch.setattr(Month, "free", {})

    page = browser.get(visitor.at(f"services/{service}/?month={cast.today:%Y-%m}")).text

    assert "Times are free in another month" in page or "Times are free in another week" in page
    assert 'class="free-month"' not in page


def test_a_month_that_names_another_is_worked_out_each_time(service, visitor, cast, monkeypatch):
    """What it was made from lies outside it."""
    browser = visitor.client()
    monkeypatch.setattr(Month, "free", {})

    looks = [browser.get(visitor.at(f"services/{service}/?month={cast.today:%Y-%m}")) for _look in range(3)]

    assert all(look.templates for look in looks)


@pytest.mark.parametrize("asked", ["?month=2090-05", "?day=2090-05-17"])
def test_beyond_the_horizon_nothing_is_open_for_booking_yet(service, visitor, asked):
    page = visitor.client().get(visitor.at(f"services/{service}/{asked}")).text

    assert "Not open for booking yet" in page
    assert 'class="day day-closed"' not in page


def test_the_days_after_an_empty_week_are_looked_through_once(service, visitor, monkeypatch):
    asked = []

    def nothing_free(channel, since, until, **_only):
        asked.append((since, until))
        return []

    monkeypatch.setattr("restartix.pages.shared.week.open_times", nothing_free)

    visitor.client().get(visitor.at(f"services/{service}/"))

    assert asked
    assert len(asked) == len(set(asked))


def test_a_week_without_open_times_leads_to_the_nearest_that_has_some(service, visitor, monkeypatch):
    monkeypatch.setattr(
        Week, "openings", property(lambda week: {week.first + timedelta(days=n): [] for n in range(7)})
    )

    page = visitor.client().get(visitor.at(f"services/{service}/")).text

    assert "Times are free in another" in page
    assert 'class="day day-closed"' not in page
