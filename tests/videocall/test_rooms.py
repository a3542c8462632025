"""A room agrees with its visit: made for one that is ahead, gone with one that is called off, never for a past one."""

from datetime import timedelta

import pytest
from django.utils import timezone

from appointments.models import Appointment
from restartix.core.clinics.scope import scope
from restartix.core.effects.failures import Misconfigured
from restartix.core.effects.models import Effect, Kind
from tests.standins.daily import KEY, DailyStandin
from videocall.models import RoomState, VideoRoom
from videocall.rooms import closes_at, ensure_room, is_meeting, join_link, reconcile, room_name


@pytest.fixture
def daily(settings):
    with DailyStandin() as standin:
        settings.DAILY_API_KEY, settings.DAILY_API_URL = KEY, standin.url
        yield standin


@pytest.fixture
def agree(committed, cast):
    """Do what the worker does, on its own connection, for Elena's visit; answer the room."""

    def perform():
        visit = cast.soon
        with committed.as_role("worker"):
            effect = Effect(organisation_id=visit.organisation_id, kind=Kind.ROOM, appointment_id=visit.pk)
            reconcile(effect)
            with scope(organisation_id=visit.organisation_id):
                return VideoRoom.objects.filter(appointment=visit).first()

    return perform


@pytest.fixture
def change(committed, cast):
    """Change the visit's row, as the owner may."""

    def make(**values):
        owner = committed.connect("owner")
        owner.execute("SET app.system_context = 'on'")
        for name, value in values.items():
            owner.execute(
                f"UPDATE appointments_appointment SET {name} = %s WHERE id = %s", [value, cast.soon.pk]
            )

    return make


def test_the_built_in_room_is_ready_at_once(agree, cast):
    room = agree()

    assert room.is_ready
    assert (room.name, room.expires_at) == (room_name(cast.soon), cast.soon.ended_at)


def test_agreeing_twice_changes_nothing(agree):
    assert agree().pk == agree().pk


def test_a_cancelled_visits_room_is_gone(agree, change):
    agree()
    change(status="cancelled")

    assert agree().state == RoomState.DELETED


def test_a_done_visits_room_is_left_to_expire(agree, change):
    agree()
    change(status="done")

    assert agree().is_ready


def test_daily_has_the_room_that_the_visit_wants(daily, agree, cast, change):
    room = agree()

    assert room.url == daily.rooms[room_name(cast.soon)]["url"]
    change(status="cancelled")
    agree()
    assert daily.rooms == {}


def test_what_daily_refuses_is_said_on_the_room(daily, agree, cast, committed):
    daily.next(method="POST", path="/rooms", status=401)

    with pytest.raises(Misconfigured):
        agree()

    seen = committed.connect("superuser").execute(
        "SELECT state, last_error FROM videocall_videoroom WHERE appointment_id = %s", [cast.soon.pk]
    )
    assert seen.fetchone() == ("failed", "daily-bad-key")


def test_each_page_view_asks_for_a_way_in_of_its_own(daily, agree, specialist):
    room = agree()
    with specialist.scope() as actor:
        ways = [join_link(room, seat=actor.user_id, display_name="Ioana", is_owner=True) for _ in range(2)]

    assert [str(asked) for asked in daily.asked[-2:]] == ["POST /meeting-tokens"] * 2
    assert all(way.startswith(f"{room.url}?t=") for way in ways)


def test_a_visit_past_its_end_stays_open_while_it_is_in_progress():
    now = timezone.now()
    late = Appointment(ended_at=now - timedelta(minutes=20), status="inprogress")

    assert timedelta(0) < closes_at(late) - now <= timedelta(minutes=30)
    assert is_meeting(late)


def test_no_room_is_wanted_for_a_visit_that_is_over():
    assert not is_meeting(Appointment(ended_at=timezone.now() - timedelta(minutes=1), status="confirmed"))


@pytest.mark.django_db
def test_opening_the_page_asks_for_a_missing_room_once_it_is_missed(cast, admin):
    with admin.scope():
        visit = Appointment.objects.get(pk=cast.soon.pk)
        VideoRoom.objects.filter(appointment=visit).update(state=RoomState.FAILED)
        asked = Effect.objects.filter(appointment=visit, kind=Kind.ROOM)
        before = asked.count()

        ensure_room(visit)
        assert asked.count() == before + 1

        VideoRoom.objects.filter(appointment=visit).update(state=RoomState.READY, expires_at=visit.ended_at)
        ensure_room(visit)
        assert asked.count() == before + 1
