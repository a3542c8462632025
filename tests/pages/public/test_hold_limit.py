"""One network has one time held only so often, so that nobody keeps it from others; booking it stays possible."""

from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

import pytest
from django.test import Client
from django.utils import timezone

from appointments.availability.channel import Channel
from appointments.availability.open_times import open_times
from appointments.models import Hold

pytestmark = [pytest.mark.django_db, pytest.mark.dates]


@pytest.fixture
def press(visitor, first_visit):
    """A browser of its own presses this time, from a network: it, its answer, and whether the time was held for it."""

    def hold(opening, network="198.51.100.7"):
        client = Client(REMOTE_ADDR=network)
        slot = f"{opening.started_at:%Y-%m-%dT%H:%MZ}|{opening.specialist.pk}"
        answer = client.post(visitor.at(f"services/{first_visit.pk}/hold/"), {"slot": slot})
        browser = replace(visitor, client_id=uuid4())
        with replace(browser, client_id=client.cookies["client"].value.split(":")[0]).scope() as by:
            held = Hold.objects.filter(expires_at__gt=timezone.now(), client_id=by.client_id)
            is_held = held.exists()
            held.update(expires_at=timezone.now())
        return client, answer, is_held

    return hold


def test_past_the_limit_the_time_is_not_held_and_can_still_be_booked(press, free, details, settings):
    settings.LIMITS = {"hold": {"slot": (2, 3600)}}

    assert [press(free)[2] for _browser in range(2)] == [True, True]
    client, answer, is_held = press(free)

    assert not is_held
    assert "/book/?" in answer["Location"]
    assert client.post(answer["Location"], details)["Location"].endswith("/booked/")


def test_another_network_and_another_time_are_counted_by_themselves(
    press, visitor, free, first_visit, settings, cast
):
    settings.LIMITS = {"hold": {"slot": (1, 3600)}}
    with visitor.scope():
        ahead = free.ended_at + timedelta(days=1)
        channel = Channel.of(first_visit.pk)
        another = open_times(channel, ahead, ahead + timedelta(days=8), specialists=[cast.ioana])[0]

    answers = [press(free)[2], press(free)[2], press(free, "198.51.100.8")[2], press(another)[2]]

    assert answers == [True, False, True, True]
