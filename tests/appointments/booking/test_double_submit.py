"""One visitor whose two presses arrive at the same time."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

from django.db import connections
from django.test import Client
from django.utils import timezone

from appointments.booking.channel import Channel
from appointments.booking.slots import open_times
from restartix.organisations.middleware import CLIENT_COOKIE


def test_two_presses_at_once_make_one_visit_and_both_see_it(committed, visitor, cast, first_visit, details):
    with visitor.scope():
        now = timezone.now()
        free = open_times(Channel.of(first_visit.pk), now + timedelta(days=3), now + timedelta(days=6))[0]
    at = f"{free.started_at:%Y-%m-%dT%H:%MZ}"
    there = visitor.at(f"services/{first_visit.pk}/book/?at={at}&with={free.specialist.pk}")
    first = Client()
    first.get(there)
    known = first.cookies[CLIENT_COOKIE].value

    def press(_number):
        browser = Client()
        browser.cookies[CLIENT_COOKIE] = known
        try:
            return browser.post(there, details)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(4) as pool:
        answers = list(pool.map(press, range(4)))

    assert {answer.status_code for answer in answers} == {302}
    assert len({answer["Location"] for answer in answers}) == 1
    with committed.connect("superuser") as look:
        [[kept]] = look.execute(
            "SELECT count(*) FROM appointments_appointment WHERE started_at = %s AND specialist_id = %s",
            [free.started_at, free.specialist.pk],
        ).fetchall()
    assert kept == 1
