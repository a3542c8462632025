"""A day on which one visit stands in the way, and people who wait for its time."""

from dataclasses import replace
from datetime import datetime, timedelta
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from appointments.booking.booking import Booking
from appointments.booking.channel import Channel
from appointments.booking.details import Details
from appointments.booking.slots import open_times
from appointments.models import Appointment, Hold
from appointments.waiting.offering import offer_freed_times
from restartix.sample.loader import as_owner

BUCHAREST = ZoneInfo("Europe/Bucharest")
HOUR = timedelta(hours=1)


@pytest.fixture(autouse=True)
def calm(settings, tmp_path):
    settings.LIMITS = {}
    settings.OUTBOX_DIR = tmp_path / "outbox"


@pytest.fixture
def clinic(cast):
    return cast.aurora.organisation


@pytest.fixture
def service(cast):
    return cast.aurora.services["first-visit"]


@pytest.fixture
def full_day(committed, visitor, cast, service):
    """A day of Ioana's on which one visit, the last of her times, is booked and every other time is held."""

    def openings(day):
        since = datetime.combine(day, datetime.min.time(), tzinfo=BUCHAREST)
        ends = since + timedelta(hours=24)
        return open_times(Channel.of(service.pk), since, ends, specialists=[cast.ioana])

    with visitor.scope():
        now = timezone.now()
        found = open_times(
            Channel.of(service.pk),
            now + timedelta(days=5),
            now + timedelta(days=12),
            specialists=[cast.ioana],
        )
        day = found[-1].started_at.astimezone(BUCHAREST).date()
        last = openings(day)[-1]
    visit = book(visitor, last, service)
    while True:
        with replace(visitor, client_id=uuid4()).scope() as actor:
            if not (rest := openings(day)):
                return last, visit
            one = rest[0]
            Hold.objects.create(
                organisation_id=actor.here,
                specialist=one.specialist,
                client_id=actor.client_id,
                started_at=one.started_at,
                ended_at=one.ended_at,
                expires_at=timezone.now() + HOUR,
            )


def book(visitor, opening, service):
    with replace(visitor, client_id=uuid4()).scope() as actor:
        channel = Channel.of(service.pk)
        booking = Booking(channel, opening.specialist, opening.started_at, actor)
        return booking.book(Details("Ruxandra Vasile", "r@visitors.example", "+40721234567", 3))


@pytest.fixture
def leave(visitor, service, full_day, committed, cast):
    """Somebody leaves a wish for that day by the page; the address of its private page."""

    def submit(name="Sorin Dinu", **more):
        day = full_day[0].started_at.astimezone(BUCHAREST).date().isoformat()
        told = typed(name) | {"specialist": str(cast.ioana.pk), "earliest": day, "latest": day} | more
        answer = visitor.client().post(visitor.at(f"waitlist/{service.pk}/"), told)
        assert answer.status_code == 302, answer.content.decode()
        return answer["Location"]

    return submit


def typed(name):
    return {
        "name": name,
        "email": f"{name.split()[0].lower()}@visitors.example",
        "phone": "0721 234 567",
        "part_of_day": "any",
        "privacy": "on",
        "privacy_version": "3",
    }


@pytest.fixture
def free_it(full_day, admin):
    def cancel():
        with admin.scope() as ana:
            Appointment.objects.get(pk=full_day[1].pk).cancel(by=ana, reason="ill")

    return cancel


@pytest.fixture
def sweep(committed):
    def look():
        with committed.as_role("worker"):
            return offer_freed_times()

    return look


@pytest.fixture
def change(committed):
    """What time would do, by the owner's hand."""

    def by_owner(model, where, **changes):
        with committed.as_role("owner"), as_owner():
            assert model.objects.filter(**where).update(**changes)

    return by_owner


def page_of(visitor, address, status=200):
    answer = visitor.client().get(address)
    assert answer.status_code == status
    return answer.content.decode()


def is_open(visitor, opening, service):
    with replace(visitor, client_id=uuid4()).scope():
        found = open_times(
            Channel.of(service.pk), opening.started_at, opening.ended_at, specialists=[opening.specialist]
        )
    return opening.started_at in {one.started_at for one in found}
