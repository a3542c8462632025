"""The way through a relay: whoever was admitted gets it, with a password of their own for a few hours."""

import base64
import hmac
import time

import pytest

pytestmark = pytest.mark.django_db

RELAYS = ["stun:stun.example.org", "turn:turn.example.org", "turns:turn.example.org:443?transport=tcp"]


@pytest.fixture
def relays(settings):
    settings.ICE_SERVERS, settings.TURN_SECRET = RELAYS, "north"


def test_each_seat_gets_a_password_of_its_own_that_runs_out(relays, at_the_desk, at_home, cast):
    stun, turn, turns = at_home.ask(ice="1")["ice"]

    assert stun == {"urls": RELAYS[0]}
    until, _, whom = turn["username"].partition(":")
    assert whom == at_home.me
    assert cast.soon.ended_at.timestamp() < int(until) < time.time() + 6 * 3600
    assert turn["credential"] == signed("north", turn["username"])
    assert turns == {"urls": RELAYS[2], "username": turn["username"], "credential": turn["credential"]}
    assert at_the_desk.ask(ice="1")["ice"][1]["username"].endswith(at_the_desk.me)


def signed(secret, username):
    return base64.b64encode(hmac.digest(secret.encode(), username.encode(), "sha1")).decode()


def test_who_waits_gets_none(relays, outside, at_the_desk):
    assert "ice" not in outside.post(outside.at).json()
    assert "ice" not in outside.ask(ice="1")


def test_it_is_given_only_when_asked_for(relays, at_the_desk):
    assert "ice" not in at_the_desk.ask()


def test_a_password_that_is_configured_stays_as_it_is(settings, at_the_desk):
    settings.ICE_SERVERS, settings.TURN_SECRET = ["turn:turn.example.org|someone|word"], "north"

    assert at_the_desk.ask(ice="1")["ice"] == [
        {"urls": "turn:turn.example.org", "username": "someone", "credential": "word"}
    ]


def test_the_device_test_gets_minutes(relays, by_link, cast):
    answer = by_link.client().get(by_link.at(f"visits/{cast.soon.pk}/device/?relays=1")).json()

    until, _, whom = answer["ice"][1]["username"].partition(":")
    assert int(until) <= time.time() + 600
    assert whom == f"test-{cast.soon.pk}"
