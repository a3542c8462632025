"""Blocking time: a claim on the specialist, refused where a visit stands, and seen wherever times are."""

from datetime import time, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from appointments.availability.channel import Channel
from appointments.availability.open_times import open_times
from appointments.models import Appointment, Block, Closing, Status
from restartix.core.clock import Clock
from restartix.core.refusals import violated_constraint
from restartix.core.weeks import first_weekday, week_name, week_of
from restartix.pages.desk.statistics import weeks_of
from tests.making import night
from tests.pages.calendar.reading import page

pytestmark = [pytest.mark.usefixtures("db"), pytest.mark.dates]


@pytest.fixture
def free(cast, visitor):
    """An open time with Ioana."""

    def look():
        channel = Channel.of(cast.aurora.services["first-visit"].pk)
        ahead = timezone.now() + timedelta(days=8)
        return open_times(channel, ahead, ahead + timedelta(days=14), specialists=[cast.ioana])

    with visitor.scope():
        first = look()[0]
    first_again = lambda: next(  # noqa: E731
        (one for one in look() if one.started_at == first.started_at), None
    )
    return first, first_again


def typed(cast, since, until, *who, **about):
    since, until = (at.astimezone(cast.aurora.organisation.zone) for at in (since, until))
    return {
        "specialists": [str(one.pk) for one in who or [cast.ioana]],
        "day": f"{since:%Y-%m-%d}",
        "begins": f"{since:%H:%M}",
        "ends": f"{until:%H:%M}",
        "kind": "meeting",
        "note": "Team <b>",
    } | about


@pytest.mark.parametrize("who", ["admin", "specialist"])
def test_a_blocked_hour_is_offered_to_nobody_and_free_again_afterwards(request, who, visitor, cast, free):
    seat, (opening, again) = request.getfixturevalue(who), free
    client = seat.client()

    asked = typed(cast, opening.started_at, opening.ended_at)
    assert client.post(seat.at("calendar/blocks/new/"), asked).status_code == 302

    with visitor.scope():
        assert again() is None
    with seat.scope():
        block = Block.objects.get(started_at=opening.started_at)
    client.post(seat.at(f"calendar/blocks/{block.pk}/end/"))
    with visitor.scope():
        assert again() is not None


def test_it_moves_as_a_whole(admin, visitor, cast, free):
    opening, again = free
    client = admin.client()
    client.post(
        admin.at("calendar/blocks/new/"), typed(cast, opening.started_at, opening.ended_at, kind="break")
    )
    with admin.scope():
        block = Block.objects.get(started_at=opening.started_at)

    an_hour = timedelta(hours=1)
    later = typed(cast, opening.started_at - 3 * an_hour, opening.started_at - 2 * an_hour, kind="break")
    answer = client.post(admin.at(f"calendar/blocks/{block.pk}/"), later)

    assert answer.status_code in (302, 409)
    with visitor.scope():
        assert (again() is None) == (answer.status_code == 409)


def test_it_is_refused_where_a_visit_stands_for_everybody_it_was_for(admin, cast, make_visit):
    visit = make_visit(Status.UPCOMING, at=night(30))
    asked = typed(cast, visit.started_at, visit.ended_at, cast.ioana, cast.andrei)

    refused = admin.client().post(admin.at("calendar/blocks/new/"), asked)

    assert refused.status_code == 409
    words = refused.content.decode()
    assert visit.patient_person.name in words
    assert "Team &lt;b&gt;" in words
    with admin.scope():
        assert not Block.objects.filter(started_at=visit.started_at).exists()


def test_it_may_follow_a_visit_at_once_whose_break_gives_way(admin, cast, make_visit):
    visit = make_visit(Status.UPCOMING, at=night(30))
    with admin.scope():
        Appointment.objects.filter(pk=visit.pk).update(buffer_after=10)
    asked = typed(cast, visit.ended_at, visit.ended_at + timedelta(minutes=5))

    assert admin.client().post(admin.at("calendar/blocks/new/"), asked).status_code == 302

    with admin.scope():
        assert Appointment.objects.get(pk=visit.pk).buffer_after == 0


def test_staff_can_not_register_a_visit_over_it_and_read_why(admin, cast, free):
    opening, _again = free
    admin.client().post(admin.at("calendar/blocks/new/"), typed(cast, opening.started_at, opening.ended_at))
    local = opening.started_at.astimezone(cast.aurora.organisation.zone)

    refused = admin.client().post(
        admin.at("appointments/new/"),
        {
            "service": str(cast.aurora.services["first-visit"].pk),
            "specialist": str(cast.ioana.pk),
            "day": f"{local:%Y-%m-%d}",
            "time": f"{local:%H:%M}",
            "person": str(cast.elena.pk),
        },
    )

    assert refused.status_code == 409
    assert f"{cast.ioana.display_name} has this time blocked: Meeting" in refused.content.decode()


def test_a_specialist_blocks_nobody_elses_time(specialist, admin, cast, free):
    opening, _again = free
    asked = typed(cast, opening.started_at, opening.ended_at, cast.andrei)

    assert specialist.client().post(specialist.at("calendar/blocks/new/"), asked).status_code == 422
    with admin.scope():
        other = Block.objects.create(
            organisation=cast.aurora.organisation,
            specialist=cast.andrei,
            started_at=opening.started_at + timedelta(days=40, hours=12),
            ended_at=opening.ended_at + timedelta(days=40, hours=12),
        )
    assert specialist.client().get(specialist.at(f"calendar/blocks/{other.pk}/")).status_code == 404
    assert specialist.client().post(specialist.at(f"calendar/blocks/{other.pk}/end/")).status_code == 404


def test_the_database_refuses_a_visit_over_a_block(admin, cast):
    with admin.scope():
        block = Block.objects.filter(specialist=cast.ioana).first()
        with pytest.raises(IntegrityError) as refused, transaction.atomic():
            Appointment.objects.filter(pk=cast.soon.pk).update(
                started_at=block.started_at, ended_at=block.ended_at, status="upcoming"
            )

    assert violated_constraint(refused.value) == "one_promise_at_a_time"


def test_the_calendar_shows_it_and_closed_days(admin, cast):
    block = cast.aurora.blocks[0]
    local = block.started_at.astimezone(cast.aurora.organisation.zone)
    with admin.scope():
        cast.aurora.organisation.closing_set.create(date=local.date(), name="Moving <house>")
    week = week_name(week_of(local.date(), first_weekday("en")))

    for path in (f"?week={week}", f"?day={local:%Y-%m-%d}"):
        shown = page(admin, path).content.decode()
        assert admin.at(f"calendar/blocks/{block.pk}/") in shown
        assert "The team" in shown
        assert "Moving &lt;house&gt;" in shown
    assert "Moving &lt;house&gt;" in page(admin, f"?month={local:%Y-%m}").content.decode()


@pytest.mark.parametrize(
    ("day_before", "begins"), [(0, time(5)), (1, time(22))], ids=["the day", "overnight"]
)
def test_blocked_hours_are_no_open_hours(admin, cast, day_before, begins):
    clock = Clock(cast.aurora.organisation.zone)
    saturday = cast.today + timedelta(days=5 - cast.today.weekday())
    common = {"organisation": cast.aurora.organisation}

    with admin.scope() as ana:
        Closing.objects.all().delete()
        cast.andrei.overrides.create(date=saturday, opens=time(6), closes=time(8), **common)
        before = weeks_of(ana, clock)[-1].open
        since, until = (
            clock.instant(saturday - timedelta(day_before), begins),
            clock.instant(saturday, time(7)),
        )
        Block.objects.create(specialist=cast.andrei, started_at=since, ended_at=until, **common)

        assert weeks_of(ana, clock)[-1].open == before - timedelta(hours=1)
