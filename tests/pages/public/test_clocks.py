"""Clocks that change: the page, the mail and the calendar entry say the same instant, whoever reads them where."""

from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from django.test import override_settings
from icalendar import Calendar

from appointments.availability.working_hours import starts
from appointments.models import Appointment, Service, Specialist, Status
from restartix.core.clinics.models import Organisation
from restartix.core.clock import Clock
from restartix.core.weeks import instants_of
from restartix.messages.calendar_entry import entry
from restartix.messages.compose import when as mailed_when
from restartix.pages.shared.booking_words import visit_words

BUCHAREST, NEW_YORK = ZoneInfo("Europe/Bucharest"), ZoneInfo("America/New_York")
HALF = timedelta(minutes=30)
# The day before, of and after each change in 2027: clocks go forward, then back.
CHANGES = [
    (BUCHAREST, date(2027, 3, 28), 23),
    (BUCHAREST, date(2027, 10, 31), 25),
    (NEW_YORK, date(2027, 3, 14), 23),
    (NEW_YORK, date(2027, 11, 7), 25),
]


@pytest.mark.parametrize(("zone", "day", "hours"), CHANGES)
def test_a_day_is_as_long_as_its_clock_says(zone, day, hours):
    start, end = instants_of(day, day, Clock(zone))

    assert end.astimezone(UTC) - start.astimezone(UTC) == timedelta(hours=hours)


@pytest.mark.parametrize(("zone", "day", "hours"), CHANGES)
def test_a_whole_days_times_are_once_each_and_on_that_day(zone, day, hours):
    whole = [(time(0), time(23, 30))]

    found = list(starts(whole, day=day, zone=zone, length=HALF, step=HALF))

    assert len(found) == len(set(found))
    assert {datetime.fromtimestamp(at, zone).date() for at in found} == {day}
    # An hour that comes twice is offered once; one that never comes, never.
    assert len(found) == 47 - (2 if hours == 23 else 0)


@pytest.mark.parametrize(("zone", "day", "hours"), CHANGES)
def test_no_two_times_of_a_changing_day_meet(zone, day, hours):
    found = sorted(starts([(time(0), time(6))], day=day, zone=zone, length=HALF, step=HALF))

    assert all(after - before >= HALF.total_seconds() for before, after in pairwise(found))


@pytest.mark.parametrize(("zone", "day", "hours"), CHANGES)
def test_a_wall_time_that_never_is_has_no_instant(zone, day, hours):
    clock = Clock(zone)
    never = time(3, 30) if zone is BUCHAREST else time(2, 30)

    assert (clock.instant(day, never) is None) == (hours == 23)
    noon = clock.instant(day, time(12))
    assert clock.time(noon) == "12:00"


def visit_at(instant, *, clinic_zone, visitor_zone):
    clinic = Organisation(pk=1, slug="aurora", name="Aurora", time_zone=clinic_zone, email="a@aurora.example")
    return Appointment(
        pk=7,
        organisation=clinic,
        specialist=Specialist(display_name="Dr. Ioana Munteanu", time_zone=clinic_zone),
        service=Service(name="First consultation"),
        started_at=instant,
        ended_at=instant + HALF,
        status=Status.UPCOMING,
        visitor_time_zone=visitor_zone,
    )


AROUND = [
    datetime(2027, month, day, hour, 30, tzinfo=UTC)
    for month, day in ((3, 14), (3, 28), (10, 31), (11, 7))
    for hour in (0, 1, 5, 6, 7, 12)
]


@override_settings(SITE_URL="http://testserver")
@pytest.mark.parametrize("instant", AROUND, ids=str)
@pytest.mark.parametrize(
    ("clinic", "reader"), [(BUCHAREST, NEW_YORK), (NEW_YORK, BUCHAREST)], ids=["ro", "ny"]
)
def test_page_mail_and_entry_agree_across_zones_and_changes(instant, clinic, reader):
    visit = visit_at(instant, clinic_zone=clinic.key, visitor_zone=reader.key)

    said = visit_words(visit, reader)

    assert said["when"].endswith(f"{instant.astimezone(reader):%H:%M}")
    assert f"{instant.astimezone(clinic):%H:%M}" in said["also"]
    assert f", {instant.astimezone(reader):%H:%M}, " in mailed_when(visit)
    event = Calendar.from_ical(entry(visit)).walk("VEVENT")[0]
    assert event["dtstart"].dt == instant
    assert event["dtend"].dt - event["dtstart"].dt == HALF
