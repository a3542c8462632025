"""Rooms at Daily, against a stand-in that answers, and fails, as Daily does."""

from datetime import UTC, datetime, timedelta

import pytest
from django.test import override_settings

from restartix.core.effects.failures import Refused, TryLater
from tests.standins.clients import daily_client
from tests.standins.daily import KEY, DailyStandin
from videocall.daily import Daily, DesiredDailyRoom, Room, RoomTimeOver

NAME = "restartix-0b7c1f9e-4d1c-4b8e-9d38-1f6b3f3f2a11-5b2f6c1e-0c1d-4e5f-8a9b-7c6d5e4f3a2b"
NOON = datetime.now(UTC).replace(microsecond=0) + timedelta(hours=2)
LATER = NOON + timedelta(minutes=15)
PAST = datetime.now(UTC) - timedelta(minutes=1)


@pytest.fixture
def standin():
    with DailyStandin() as standin:
        yield standin


@pytest.fixture
def daily(standin):
    return daily_client(standin)


def agree(daily, *, until=NOON, known=None):
    return daily.make_agree(wanted=DesiredDailyRoom(name=NAME, expires_at=until), known_name=known)


def changes(standin):
    return [str(asked) for asked in standin.asked if asked.method != "GET"]


def test_a_wanted_room_is_made(standin, daily):
    room = agree(daily)

    assert room == Room(name=NAME, url=f"https://standin.daily.co/{NAME}", expires_at=NOON)
    assert standin.asked[-1].json == {
        "name": NAME,
        "privacy": "private",
        "properties": {
            "exp": int(NOON.timestamp()),
            "eject_at_room_exp": False,
            "enable_knocking": False,
            "lang": "user",
        },
    }


@pytest.mark.parametrize("known", [None, NAME])
def test_agreeing_twice_changes_nothing(standin, daily, known):
    first = agree(daily)
    second = agree(daily, known=known)

    assert first == second
    assert changes(standin) == ["POST /rooms"]


def test_a_moved_visit_moves_the_expiry(standin, daily):
    agree(daily)

    room = agree(daily, until=LATER, known=NAME)

    assert room.expires_at == LATER
    assert changes(standin) == ["POST /rooms", f"POST /rooms/{NAME}"]


def test_a_room_deleted_outside_is_made_anew(standin, daily):
    agree(daily)
    standin.rooms.clear()

    assert agree(daily, known=NAME).name in standin.rooms


def test_a_room_that_vanishes_while_it_is_corrected_is_made_anew(standin, daily):
    agree(daily)
    standin.next(method="POST", path="/rooms/*", status=404)

    agree(daily, until=LATER, known=NAME)

    assert standin.rooms[NAME]["config"]["exp"] == int(LATER.timestamp())


def test_a_room_made_public_outside_is_made_private_again(standin, daily):
    agree(daily)
    standin.rooms[NAME]["privacy"] = "public"

    assert agree(daily, known=NAME).is_private
    assert standin.rooms[NAME]["privacy"] == "private"


@pytest.mark.parametrize("wrong", [{"status": 500}, {"drop": True}, {"hang": 3}, {"body": "<p>hello"}])
def test_a_room_made_but_never_answered_is_found_next_time(standin, daily, wrong):
    standin.next(method="POST", after=True, **wrong)
    with pytest.raises(TryLater):
        agree(daily)

    assert agree(daily).expires_at == NOON
    assert list(standin.rooms) == [NAME]
    assert changes(standin) == ["POST /rooms"]


def test_a_room_that_exists_already_is_taken_over(standin, daily):
    daily.create(name=NAME, expires_at=NOON)

    room = daily.create(name=NAME, expires_at=LATER)

    assert room.expires_at == LATER
    assert list(standin.rooms) == [NAME]


def test_a_name_that_an_expired_room_still_holds_is_freed(standin, daily):
    standin.keeps_expired_names = True
    agree(daily)
    standin.expire(NAME)

    assert agree(daily, until=LATER, known=NAME).expires_at == LATER


def test_a_room_daily_will_not_have_is_refused(daily):
    with pytest.raises(Refused, match=r"^daily-refused$"):
        daily.create(name="not a name", expires_at=NOON)


def test_no_room_is_made_for_a_time_that_is_over(standin, daily):
    with pytest.raises(RoomTimeOver):
        agree(daily, until=PAST)
    with pytest.raises(RoomTimeOver):
        daily.move_expiry(name=NAME, expires_at=PAST)
    with pytest.raises(RoomTimeOver):
        daily.create(name=NAME, expires_at=datetime.now(UTC) + timedelta(seconds=1))

    assert standin.asked == []


def test_an_expiry_without_a_zone_is_a_mistake(daily):
    with pytest.raises(ValueError, match="zone"):
        agree(daily, until=datetime(2099, 1, 1))


def test_a_room_no_longer_wanted_is_deleted(standin, daily):
    agree(daily)

    assert daily.make_agree(wanted=None, known_name=NAME) is None
    assert standin.rooms == {}


def test_deleting_again_is_done_already(standin, daily):
    daily.delete(name=NAME)
    agree(daily)
    standin.expire(NAME)
    daily.delete(name=NAME)

    assert standin.rooms == {}


def test_without_a_name_there_is_nothing_to_delete(standin, daily):
    assert daily.make_agree(wanted=None, known_name=None) is None
    assert standin.asked == []


def test_a_room_that_is_not_there_is_not_found(daily):
    assert daily.find(name=NAME) is None
    assert daily.move_expiry(name=NAME, expires_at=NOON) is None


def test_under_hipaa_daily_names_the_room():
    with DailyStandin(hipaa=True) as standin:
        daily = daily_client(standin, hipaa=True)

        room = agree(daily)

        assert room.name != NAME
        assert "name" not in standin.asked[-1].json
        assert agree(daily, known=room.name) == room
        assert changes(standin) == ["POST /rooms"]


def test_a_domain_under_hipaa_refuses_our_names():
    with DailyStandin(hipaa=True) as standin, pytest.raises(Refused, match=r"^daily-refused$"):
        agree(daily_client(standin))


def test_it_is_set_up_by_the_settings(standin):
    with override_settings(DAILY_API_KEY=KEY, DAILY_API_URL=standin.url, DAILY_HIPAA=False):
        assert agree(Daily.from_settings()).name == NAME
    with override_settings(DAILY_API_KEY=KEY, DAILY_API_URL="", DAILY_HIPAA=True):
        assert Daily.from_settings().api_url == "https://api.daily.co/v1"
