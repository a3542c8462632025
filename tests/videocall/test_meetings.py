"""Who was in Daily's room: by Daily's word alone, from its webhook or its list of meetings."""

import base64
import hmac
import json
import time
import uuid
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from django_q.models import OrmQ

from restartix.core.clock import Clock
from restartix.pages.desk.attendance import evidence_of
from tests.standins.daily import KEY, DailyStandin
from videocall.meetings import ask_daily, meetings
from videocall.models import Participant, VideoRoom
from videocall.stays import Stay

ROOM = "restartix-room-of-elena"
SECRET = base64.b64encode(b"a key of daily's own").decode()


@pytest.fixture(autouse=True)
def daily(settings):
    with DailyStandin() as standin:
        settings.DAILY_API_KEY, settings.DAILY_API_URL = KEY, standin.url
        settings.DAILY_WEBHOOK_SECRET = SECRET
        yield standin


@pytest.fixture
def room(admin, cast):
    with admin.scope():
        VideoRoom.objects.filter(appointment=cast.soon).update(
            provider="daily", name=ROOM, url=f"https://standin.daily.co/{ROOM}"
        )


def tell(kind, seat, *, at=0, seconds=60, room=ROOM, secret=SECRET):
    payload = {
        "joined_at": time.time() + at,
        "session_id": "x",
        "room": room,
        "user_id": seat,
        "owner": False,
    }
    if kind == "participant.left":
        payload["duration"] = seconds
    return post(json.dumps({"version": "1", "type": kind, "id": "y", "payload": payload}), secret=secret)


def post(body, *, secret=SECRET, stamp="1700000000"):
    signed = hmac.digest(base64.b64decode(secret), f"{stamp}.{body}".encode(), "sha256")
    headers = {"X-Webhook-Timestamp": stamp, "X-Webhook-Signature": base64.b64encode(signed).decode()}
    return Client().post("/hooks/daily/", body, content_type="application/json", headers=headers)


@pytest.mark.django_db
def test_both_are_connected_once_daily_has_both(room, at_the_desk, at_home):
    assert at_home.ask()["meeting"] == {"me": False, "others": False}
    tell("participant.joined", at_the_desk.me)
    assert at_home.ask()["meeting"] == {"me": False, "others": True}

    tell("participant.joined", at_home.me)

    assert at_home.ask()["meeting"] == {"me": True, "others": True}
    tell("participant.left", at_the_desk.me, seconds=1)
    assert at_home.ask()["meeting"] == {"me": True, "others": False}


@pytest.mark.django_db
def test_reports_may_come_in_any_order_and_twice(room, at_home, cast, specialist):
    came_back = time.time() + 30
    for _ in range(2):
        tell("participant.left", at_home.me, at=-60, seconds=70)
        tell("participant.joined", at_home.me, at=30)
        tell("participant.joined", at_home.me, at=-60)

    assert at_home.ask()["meeting"]["me"]
    with specialist.scope():
        seat = Participant.objects.get(pk=at_home.me)
    assert abs(seat.met_again.timestamp() - came_back) < 5
    assert seat.met_from < seat.met_until < seat.met_again


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("wrong", "status"),
    [({"secret": base64.b64encode(b"another").decode()}, 403), ({"room": "another"}, 200)],
)
def test_only_what_daily_signs_of_this_room_counts(room, at_home, wrong, status):
    assert tell("participant.joined", at_home.me, **wrong).status_code == status
    assert tell("participant.joined", str(uuid.uuid4())).status_code == 200

    assert at_home.ask()["meeting"] == {"me": False, "others": False}


@pytest.mark.django_db
@pytest.mark.parametrize("body", ["[]", "{", '{"type": "participant.joined"}', '{"type": [], "payload": 7}'])
def test_what_makes_no_sense_is_no_fault(body):
    assert post(body).status_code in (200, 400)


@pytest.mark.django_db
def test_daily_is_greeted_back_once_a_secret_is_set(settings):
    hello = {"data": '{"test": "test"}', "content_type": "application/json"}
    assert Client().post("/hooks/daily/", **hello).status_code == 200
    settings.DAILY_WEBHOOK_SECRET = ""
    assert Client().post("/hooks/daily/", **hello).status_code == 404


@pytest.mark.django_db
def test_a_no_show_is_judged_by_dailys_word(room, at_home, at_the_desk, cast, specialist):
    clock = Clock(cast.aurora.organisation.zone)
    with specialist.scope():
        assert evidence_of(cast.soon, clock) == [], "a page that was open is no evidence"
    tell("participant.joined", at_the_desk.me)

    with specialist.scope():
        (sentence,) = evidence_of(cast.soon, clock)
    assert cast.ioana.display_name in sentence


def ask_about_what_is_queued():
    """As the worker does; what was asked about leaves the queue."""
    said = []
    for queued in OrmQ.objects.all():
        assert queued.task["func"] == "videocall.meetings.ask_daily"
        said.append(ask_daily(*queued.task["args"]))
        queued.delete()
    return said


def test_the_worker_asks_daily_about_rooms_in_use(committed, daily, room, at_home, cast):
    joined = int(time.time())
    daily.meetings = [
        {"room": ROOM, "ongoing": True, "participants": [{"user_id": at_home.me, "join_time": joined}]}
    ]

    with committed.as_role("worker"):
        assert meetings() == 1
        assert meetings() == 0, "a question that waits for its answer is not put twice"
        assert ask_about_what_is_queued() == ["noted: 1"]

    assert at_home.ask()["meeting"]["me"]
    assert daily.asked[-1].query["room"] == [ROOM]
    daily.next(method="GET", path="/meetings", status=500)
    with committed.as_role("worker"):
        assert meetings() == 1
        (said,) = ask_about_what_is_queued()
        assert said.startswith("later: daily-")
        assert meetings() == 1, "asked again with the next sweep"


def test_daily_is_asked_about_a_long_call_from_its_beginning(committed, daily, room, at_the_desk, at_home):
    """Though everybody has loaded the page anew since: Daily tells only of meetings that began after `since`."""
    committed.connect("superuser").execute(
        "UPDATE videocall_participant SET joined_at = now() - interval '2 hours',"
        " seen_at = now() - interval '1 hour' WHERE id = %s",
        [at_the_desk.me],
    )

    with committed.as_role("worker"):
        assert meetings() == 1
        ask_about_what_is_queued()

    (since,) = daily.asked[-1].query["timeframe_start"]
    assert time.time() - int(since) > 2 * 60 * 60


def test_a_stay_that_makes_no_sense_is_none():
    now = timezone.now()
    assert Stay.from_report("x", "soon", None) is None
    assert Stay.from_report(None, now.timestamp(), None) is None
    assert Stay.from_report("x", 1e300, 1) is None
    assert Stay.from_report("x", now.timestamp(), 5).went - now < timedelta(seconds=6)
