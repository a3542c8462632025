"""Thirty-two people want the same time. One gets it; the others learn so at once, and kindly."""

import time
import uuid
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from threading import Barrier

import pytest
from django.db import connections
from django.utils import timezone

from appointments.availability.channel import Channel
from appointments.availability.open_times import open_times
from appointments.models import Appointment, Specialist
from restartix.core.clinics.models import Event
from restartix.core.refusals import SlotTaken
from restartix.flows.booking import Booking, Details

CLIENTS = 32
PATIENCE = 1.0


@pytest.fixture
def crowd(visitor):
    return [replace(visitor, client_id=uuid.uuid4()) for _ in range(CLIENTS)]


@pytest.fixture
def wanted(committed, cast, visitor):
    """The channel, an open time with Ioana some days ahead, and another one that nobody else wants."""
    with visitor.scope():
        channel = Channel.of(cast.aurora.services["first-visit"].pk)
        soon, late = (timezone.now() + timedelta(days=days) for days in (3, 8))
        specialist = Specialist.objects.get(pk=cast.ioana.pk)
        opening, *others = open_times(channel, soon, late, specialists=[specialist])
        return channel, opening, others[-1]


def all_at_once(crowd, act):
    """What came of each one's act, and how long each waited for it. Connections are open before the start."""
    start = Barrier(len(crowd))

    def one(seat):
        try:
            connections["default"].ensure_connection()
            start.wait()
            began = time.perf_counter()
            try:
                came_of_it = act(seat)
            except SlotTaken:
                came_of_it = "taken"
            return came_of_it, time.perf_counter() - began
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(crowd)) as threads:
        results = list(threads.map(one, crowd))
    return Counter(result for result, _ in results), max(waited for _, waited in results)


def test_one_of_thirty_two_books_the_time(crowd, wanted, admin):
    channel, opening, quiet = wanted
    details = Details(name="Somebody", email="some@visitors.example", phone="+40712000001", privacy_version=3)

    def book(seat, time=opening):
        with seat.scope() as actor:
            # Past the look at what is open, so that the database alone is the judge.
            Unlooking(channel, time.specialist, time.started_at, actor, time).book(details)
        return "booked"

    _, alone = all_at_once(crowd[:1], lambda seat: book(seat, quiet))
    came_of_it, longest = all_at_once(crowd, book)

    assert came_of_it == {"booked": 1, "taken": CLIENTS - 1}
    # A second; on a machine so slow that one booking by itself takes long, twice what they take one by one.
    assert longest < max(PATIENCE, 2 * CLIENTS * alone), (
        f"somebody waited {longest:.2f} s ({alone:.3f} s alone)"
    )
    assert kept_at(opening, admin) == 1


class Unlooking(Booking):
    def __init__(self, channel, specialist, started_at, by, opening):
        super().__init__(channel, specialist, started_at, by)
        object.__setattr__(self, "known", opening)

    def opening(self):
        return self.known


def test_the_other_thirty_one_see_a_friendly_page(crowd, wanted, admin, visitor, settings):
    settings.LIMITS = {}
    channel, opening, _ = wanted
    asked = f"at={opening.started_at:%Y-%m-%dT%H:%MZ}&with={opening.specialist.pk}"
    address = visitor.at(f"services/{channel.service.pk}/book/?{asked}")
    typed = {
        "name": "Ruxandra Vasile",
        "email": "r@visitors.example",
        "phone": "0721 234 567",
        "privacy": "on",
    }
    typed["privacy_version"] = str(channel.organisation.privacy_version)

    def submit(seat):
        page = seat.client().post(address, typed)
        if page.status_code == 409:
            assert "has just been taken" in page.content.decode()
            assert "Ruxandra Vasile" in page.content.decode()
        return page.status_code

    came_of_it, _ = all_at_once(crowd, submit)

    assert came_of_it == {302: 1, 409: CLIENTS - 1}
    assert kept_at(opening, admin) == 1


def kept_at(opening, admin):
    """How many visits there are at this time, each with its story."""
    with admin.scope():
        kept = Appointment.objects.filter(specialist=opening.specialist, started_at=opening.started_at)
        assert Event.objects.filter(appointment__in=kept, verb="booked").count() == len(kept)
        return len(kept)
