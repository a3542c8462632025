"""The sweep mends rooms that are not as their visits want them, whatever the reason."""

from datetime import timedelta

import pytest
from django.utils import timezone

from restartix.core.clinics.scope import scope
from restartix.core.effects.models import Effect, Kind, State
from tests.standins.daily import KEY, DailyStandin
from videocall.models import RoomState, VideoRoom
from videocall.rooms import reconcile, room_name
from videocall.sweep import rooms


@pytest.fixture
def owner(committed):
    connection = committed.connect("owner")
    connection.execute("SET app.system_context = 'on'")
    return connection


@pytest.fixture
def mended(committed, cast, owner):
    """The sweep looks; answers the visits whose room it asks for. The cast's own rooms agree from the start."""
    owner.execute("UPDATE effects_effect SET state = 'done' WHERE kind = 'room'")

    def sweep():
        organisation = cast.soon.organisation_id
        with committed.as_role("worker"):
            rooms()
            with scope(organisation_id=organisation):
                asked = Effect.objects.filter(kind=Kind.ROOM, state=State.PENDING)
                return set(asked.values_list("appointment_id", flat=True))

    return sweep


def room_of(owner, visit, **values):
    for name, value in values.items():
        owner.execute(
            f"UPDATE videocall_videoroom SET {name} = %s WHERE appointment_id = %s", [value, visit.pk]
        )


def visit_is(owner, visit, **values):
    for name, value in values.items():
        owner.execute(f"UPDATE appointments_appointment SET {name} = %s WHERE id = %s", [value, visit.pk])


def test_what_agrees_is_left_alone(mended):
    mended()

    assert mended() == mended()


def test_a_room_that_is_missing_late_or_left_behind_is_asked_for(mended, owner, cast):
    before = mended()
    assert cast.soon.pk not in before
    room_of(owner, cast.soon, expires_at=cast.soon.ended_at - timedelta(hours=1))
    assert cast.soon.pk in mended()


def test_a_cancelled_visits_room_is_asked_to_go(mended, owner, cast):
    visit_is(owner, cast.soon, status="cancelled")

    assert cast.soon.pk in mended()


def test_a_visit_that_runs_over_keeps_its_room_a_quarter_of_an_hour_longer(committed, mended, owner, cast):
    running, late = cast.visit("inprogress"), timezone.now() - timedelta(minutes=1)
    owner.execute("DELETE FROM appointments_claim WHERE appointment_id <> %s", [running.pk])
    visit_is(owner, running, ended_at=late)
    room_of(owner, running, expires_at=late, state="ready")

    assert running.pk in mended()

    with committed.as_role("worker"):
        with scope(organisation_id=running.organisation_id):
            effect = Effect.objects.get(appointment=running, kind=Kind.ROOM, state=State.PENDING)
        reconcile(effect)
        with scope(organisation_id=running.organisation_id):
            room = VideoRoom.objects.get(appointment=running)
    assert timedelta(minutes=10) < room.expires_at - timezone.now() <= timedelta(minutes=30)


def test_one_that_failed_within_the_hour_waits_for_a_person(mended, owner, cast):
    room_of(owner, cast.soon, expires_at=None, state="failed")
    owner.execute(
        "UPDATE effects_effect SET state = 'failed', finished_at = now() WHERE kind = 'room' AND appointment_id = %s",
        [cast.soon.pk],
    )

    assert cast.soon.pk not in mended()


def test_under_hipaa_the_rooms_own_name_is_kept_and_used_when_it_goes(committed, owner, cast, settings):
    with DailyStandin(hipaa=True) as standin, committed.as_role("worker"):
        settings.DAILY_API_KEY, settings.DAILY_API_URL, settings.DAILY_HIPAA = KEY, standin.url, True
        effect = Effect(
            organisation_id=cast.soon.organisation_id, kind=Kind.ROOM, appointment_id=cast.soon.pk
        )
        room_of(owner, cast.soon, state=RoomState.DELETED)
        named = reconcile(effect)
        assert named in standin.rooms
        assert named != room_name(cast.soon)

        visit_is(owner, cast.soon, status="noshow")
        reconcile(
            Effect(organisation_id=cast.soon.organisation_id, kind=Kind.ROOM, appointment_id=cast.soon.pk)
        )
        assert standin.rooms == {}
