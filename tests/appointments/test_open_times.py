"""Open times: hours less what is spoken for, on clocks that jump."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from appointments.availability.channel import Channel
from appointments.availability.open_times import claimed_span, one_per_time, open_times, scheduled_times
from appointments.availability.working_hours import WorkingTime, starts
from restartix.core.clock import instant

BUCHAREST, NEW_YORK = ZoneInfo("Europe/Bucharest"), ZoneInfo("America/New_York")
HOUR, HALF = timedelta(hours=1), timedelta(minutes=30)


def local(day, stretches, zone, length=HALF, step=HALF):
    found = starts(stretches, day=day, zone=zone, length=length, step=step)
    return [datetime.fromtimestamp(at, zone).strftime("%H:%M") for at in found]


def test_the_last_start_leaves_room_for_the_whole_visit():
    assert local(date(2026, 6, 1), [(time(9), time(11))], BUCHAREST, length=HOUR) == [
        "09:00",
        "09:30",
        "10:00",
    ]


@pytest.mark.parametrize(
    ("zone", "day", "opens", "expected"),
    [
        # Bucharest skips 03:00–04:00 on 29 March 2026, New York 02:00–03:00 on 8 March.
        (BUCHAREST, date(2026, 3, 29), (time(2), time(5)), ["02:00", "02:30", "04:00", "04:30"]),
        (NEW_YORK, date(2026, 3, 8), (time(1), time(4)), ["01:00", "01:30", "03:00", "03:30"]),
    ],
)
def test_times_that_never_were_are_not_offered(zone, day, opens, expected):
    assert local(day, [opens], zone) == expected


@pytest.mark.parametrize(
    ("zone", "day", "opens"),
    [
        (BUCHAREST, date(2026, 10, 25), (time(2), time(5))),
        (NEW_YORK, date(2026, 11, 1), (time(0), time(3))),
    ],
)
def test_where_clocks_go_back_each_time_is_offered_once_and_is_the_first_of_the_two(zone, day, opens):
    found = list(starts([opens], day=day, zone=zone, length=HALF, step=HALF))

    assert len(found) == len(set(found)) == 6
    assert all(datetime.fromtimestamp(at, zone).fold == 0 for at in found)


def test_a_date_override_stands_in_for_its_weekday():
    week = WorkingTime(
        {0: [(time(9), time(17))]}, {date(2026, 6, 8): [], date(2026, 6, 15): [(time(12), time(13))]}
    )

    assert week.on(date(2026, 6, 1)) == [(time(9), time(17))]
    assert week.on(date(2026, 6, 8)) == []
    assert week.on(date(2026, 6, 15)) == [(time(12), time(13))]
    assert week.on(date(2026, 6, 2)) == []


@pytest.fixture
def first_visit(cast):
    """The service that Ioana and Andrei give."""
    return cast.aurora.services["first-visit"]


@pytest.fixture
def found(db, visitor, first_visit):
    with visitor.scope():
        channel = Channel.of(first_visit.pk)
        now = timezone.now()
        yield channel, now, open_times(channel, now - timedelta(days=3), now + timedelta(days=9))


def test_what_is_open_is_after_the_notice_and_within_hours(found):
    channel, now, openings = found

    assert openings
    assert all(one.started_at >= now + timedelta(minutes=channel.service.notice) for one in openings)
    for one in openings:
        begins = one.started_at.astimezone(one.specialist.zone)
        assert begins.weekday() < 6
        assert time(9) <= begins.time() < time(20)


def test_nothing_open_meets_a_visit_buffers_included(found, cast):
    _channel, _now, openings = found
    spans = [
        (
            visit.specialist_id,
            visit.started_at - timedelta(minutes=visit.buffer_before),
            visit.ended_at + timedelta(minutes=visit.buffer_after),
        )
        for visit in cast.aurora.visits
        if visit.status not in {"cancelled", "noshow"}
    ]

    for one in openings:
        start, end = claimed_span(one)
        assert not any(
            who == one.specialist.pk and since < end and until > start for who, since, until in spans
        )


def test_with_any_specialist_each_time_appears_once(found):
    _channel, _now, openings = found
    merged = one_per_time(openings)

    assert len({one.started_at for one in merged}) == len(merged) <= len(openings)


def test_nothing_is_offered_past_the_horizon_or_outside_the_calendars_dates(db, visitor, cast, first_visit):
    with visitor.scope():
        far = Channel.of(first_visit.pk)
        now = timezone.now()
        until = now + timedelta(days=400)
        last = max(one.started_at for one in scheduled_times(far, now, until))
        promotion = Channel.of(first_visit.pk, "healthy-back")
        ends = max(one.started_at for one in scheduled_times(promotion, now, until))
        people = {one.specialist.pk for one in scheduled_times(promotion, now, until)}

    assert last.astimezone(BUCHAREST).date() <= now.astimezone(BUCHAREST).date() + timedelta(days=60)
    assert ends.astimezone(BUCHAREST).date() <= cast.aurora.calendars["promotion"].ends_on
    assert people == {cast.ioana.pk}


def test_a_week_of_open_times_takes_two_queries_beside_the_channels_own(db, visitor, first_visit):
    with visitor.scope():
        channel = Channel.of(first_visit.pk)
        assert len(channel.specialists) == 2
        with CaptureQueriesContext(connection) as queries:
            open_times(channel, timezone.now(), timezone.now() + timedelta(days=7))

    assert len(queries) == 2


@pytest.mark.parametrize(
    "said", ["", "x", "2026-05-01", "2026-05-01T10:00", "0001-01-01T00:00Z", "9999-12-31T23:59Z"]
)
def test_an_instant_needs_its_offset_and_a_sane_year(said):
    assert instant(said) is None


def test_an_instant_is_understood_in_any_offset():
    assert instant("2026-05-01T10:00+03:00") == datetime(2026, 5, 1, 7, tzinfo=UTC)
