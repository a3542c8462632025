"""The month and its weeks: counts by day and status, and which day a week begins with."""

from datetime import date

import pytest
from django.utils import timezone

from appointments.models import Status
from restartix.core.weeks import first_weekday, week_name, week_named, weeks_of
from tests.pages.calendar.reading import local, page

pytestmark = pytest.mark.django_db


def test_the_month_counts_the_visits_of_each_day_by_status(admin, cast):
    day = local(cast.soon, cast.aurora).date()
    on_it = [one for one in cast.aurora.visits if local(one, cast.aurora).date() == day]

    shown = page(admin, f"?month={day:%Y-%m}")

    days = [one for week in shown.context["weeks"] for one in week["days"]]
    found = next(one for one in days if one.number == day.day and not one.is_outside)
    expected: dict[str, int] = {}
    for visit in on_it:
        if visit.status != Status.CANCELLED:
            expected[str(visit.status)] = expected.get(str(visit.status), 0) + 1
    assert {one["status"]: one["count"] for one in found.counts} == expected
    assert found.total == sum(expected.values())
    assert found.url == f"?day={day.isoformat()}"


def test_the_month_marks_today(admin, cast):
    today = timezone.now().astimezone(cast.aurora.organisation.zone).date()

    days = [one for week in page(admin, f"?month={today:%Y-%m}").context["weeks"] for one in week["days"]]

    assert [one.number for one in days if one.is_today] == [today.day]


@pytest.mark.parametrize(("language", "first"), [("ro", 0), ("en", 0), ("en-US", 6), ("ar-EG", 5), ("xx", 0)])
def test_weeks_begin_as_the_language_says(language, first):
    weeks = weeks_of(date(2026, 11, 1), first_weekday(language))

    assert {week[0].weekday() for week in weeks} == {first}
    assert weeks[0][0] <= date(2026, 11, 1)
    assert weeks[-1][-1] >= date(2026, 11, 30)


@pytest.mark.parametrize("first", range(7))
def test_a_week_is_found_again_by_its_name(first):
    for start in (
        week_named("2026-W48", first),
        week_named("2026-W01", first),
        week_named("2026-W53", first),
    ):
        assert start.weekday() == first
        assert week_named(week_name(start), first) == start


def test_the_organisations_language_orders_the_weeks(admin, cast):
    with admin.scope():
        cast.aurora.organisation.__class__.objects.update(language="en-US")

    month, week = page(admin, "?month=2026-11"), page(admin, "?week=2026-W48")

    assert month.context["weekdays"][0]["short"] == "Sun"
    assert week.context["week"].days[0].label == "Sunday 22 November 2026"
