"""Meeting tokens: one person, one room, until then."""

import logging
from datetime import UTC, datetime, timedelta

import pytest

from tests.standins.clients import daily_client
from tests.standins.daily import KEY, DailyStandin, claims_of
from videocall.daily import RoomTimeOver, join_url

NAME = "restartix-0b7c1f9e-4d1c-4b8e-9d38-1f6b3f3f2a11-5b2f6c1e-0c1d-4e5f-8a9b-7c6d5e4f3a2b"
PERSON = "f81d4fae-7dec-11d0-a765-00a0c91e6bf6"
NOON = datetime.now(UTC).replace(microsecond=0) + timedelta(hours=2)
PAST = datetime.now(UTC) - timedelta(minutes=1)


@pytest.fixture
def standin():
    with DailyStandin() as standin:
        yield standin


@pytest.fixture
def daily(standin):
    return daily_client(standin)


def test_a_token_opens_one_room_for_one_person(standin, daily):
    token = daily.meeting_token(
        room_name=NAME, user_id=PERSON, display_name="Ana P.", is_owner=False, expires_at=NOON
    )

    assert set(standin.asked[-1].json) == {"properties"}
    claims = claims_of(token)
    assert (claims["r"], claims["ud"], claims["u"], claims["o"]) == (NAME, PERSON, "Ana P.", False)
    assert claims["exp"] == int(NOON.timestamp())


def test_a_specialist_owns_the_room(daily):
    token = daily.meeting_token(
        room_name=NAME, user_id=PERSON, display_name="Dr M", is_owner=True, expires_at=NOON
    )

    assert claims_of(token)["o"] is True


@pytest.mark.parametrize("wrong", [{"room_name": ""}, {"user_id": "x" * 37}])
def test_a_token_for_every_room_or_a_long_id_is_never_asked_for(standin, daily, wrong):
    usual = {"room_name": NAME, "user_id": PERSON, "display_name": "", "is_owner": False, "expires_at": NOON}

    with pytest.raises(ValueError, match="A token needs"):
        daily.meeting_token(**usual | wrong)

    assert standin.asked == []


def test_no_token_is_made_for_a_time_that_is_over(daily):
    with pytest.raises(RoomTimeOver):
        daily.meeting_token(room_name=NAME, user_id=PERSON, display_name="", is_owner=False, expires_at=PAST)


def test_the_address_to_join_carries_the_token():
    assert join_url("https://x.daily.co/room", "a.b-c_d") == "https://x.daily.co/room?t=a.b-c_d"


def test_neither_key_nor_name_nor_token_is_logged(standin, daily, caplog):
    caplog.set_level(logging.DEBUG)

    token = daily.meeting_token(
        room_name=NAME, user_id=PERSON, display_name="Ana P.", is_owner=False, expires_at=NOON
    )

    assert not any(secret in caplog.text for secret in [KEY, "Ana", token])
