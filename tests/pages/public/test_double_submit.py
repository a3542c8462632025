"""One visitor whose two presses arrive at the same time."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connections
from django.test import Client
from django.utils import timezone

from appointments.availability.channel import Channel
from appointments.availability.open_times import open_times
from restartix.core.web.middleware import CLIENT_COOKIE
from restartix.flows.booking import Booking


def test_a_press_that_was_served_between_two_looks_of_another_is_the_same_visit(
    committed, visitor, free_at, details, monkeypatch
):
    there, known = free_at
    look, answers = Booking.opening, []

    def press_once_before_looking(wish):
        monkeypatch.setattr(Booking, "opening", look)
        with ThreadPoolExecutor(1) as other:
            answers.append(other.submit(press, there, known, details).result())
        return look(wish)

    monkeypatch.setattr(Booking, "opening", press_once_before_looking)
    answers.append(press(there, known, details))

    assert [answer.status_code for answer in answers] == [302, 302]
    assert answers[0]["Location"] == answers[1]["Location"]


def press(there, known, details):
    browser = Client()
    browser.cookies[CLIENT_COOKIE] = known
    try:
        return browser.post(there, details)
    finally:
        connections.close_all()


@pytest.fixture
def free(committed, visitor, cast, first_visit):
    with visitor.scope():
        now = timezone.now()
        return open_times(Channel.of(first_visit.pk), now + timedelta(days=3), now + timedelta(days=6))[0]


@pytest.fixture
def free_at(committed, visitor, free, first_visit):
    """Where the form of a free time is sent to, and the mark of a browser that has seen it."""
    at = f"{free.started_at:%Y-%m-%dT%H:%MZ}"
    there = visitor.at(f"services/{first_visit.pk}/book/?at={at}&with={free.specialist.pk}")
    first = Client()
    first.get(there)
    return there, first.cookies[CLIENT_COOKIE].value


def test_presses_at_once_make_one_visit_and_all_see_it(committed, free, free_at, details):
    there, known = free_at

    with ThreadPoolExecutor(4) as pool:
        answers = list(pool.map(lambda _number: press(there, known, details), range(4)))

    assert {answer.status_code for answer in answers} == {302}
    assert len({answer["Location"] for answer in answers}) == 1
    with committed.connect("superuser") as look:
        [[kept]] = look.execute(
            "SELECT count(*) FROM appointments_appointment WHERE started_at = %s AND specialist_id = %s",
            [free.started_at, free.specialist.pk],
        ).fetchall()
    assert kept == 1
