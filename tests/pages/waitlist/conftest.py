"""A day on which every time is booked, and people who wait for one of them."""

from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from email import message_from_bytes, policy
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from appointments.availability.channel import Channel
from appointments.availability.open_times import Slot, open_times
from appointments.models import Appointment
from restartix.core.clinics.scope import scope
from restartix.core.effects import worker
from restartix.core.effects.models import Effect
from restartix.flows.arrangements import set_days
from restartix.flows.booking import Booking, Details
from restartix.tools.sample.loader import as_owner

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


@dataclass
class FullDay:
    """A day of Ioana's with room for two visits, both booked."""

    day: date
    opening: Slot
    visit: Appointment
    earlier: Appointment


@pytest.fixture
def full_day(committed, visitor, cast, service, arrange):
    hers = {one.started_at.astimezone(BUCHAREST).date() for one in cast.aurora.visits}
    today = timezone.now().astimezone(BUCHAREST).date()
    day = next(day for ahead in range(5, 30) if (day := today + timedelta(days=ahead)) not in hers)
    arrange(set_days, cast.ioana, day, day, [(time(10), time(12))])
    with visitor.scope():
        midnight = datetime.combine(day, time.min, tzinfo=BUCHAREST)
        found = open_times(
            Channel.of(service.pk), midnight, midnight + timedelta(days=1), specialists=[cast.ioana]
        )
    assert [one.started_at.astimezone(BUCHAREST).hour for one in found] == [10, 10, 11]
    return FullDay(day, found[-1], book(visitor, found[-1], service), book(visitor, found[0], service))


def book(visitor, opening, service):
    with replace(visitor, client_id=uuid4()).scope() as actor:
        channel = Channel.of(service.pk)
        booking = Booking(channel, opening.specialist, opening.started_at, actor)
        return booking.book(Details("Ruxandra Vasile", "r@visitors.example", "+40721234567", 3))


@pytest.fixture
def leave(visitor, service, full_day, committed, cast):
    """Somebody leaves an entry for that day by the page; the address of its private page."""

    def submit(name="Sorin Dinu", **more):
        day = full_day.day.isoformat()
        told = typed(name) | {"specialist": str(cast.ioana.pk), "earliest": day, "latest": day} | more
        answer = visitor.client().post(visitor.at(f"services/{service.pk}/waitlist/"), told)
        assert answer.status_code == 302, answer.content.decode()
        return answer["Location"]

    return submit


def typed(name):
    return {
        "name": name,
        "email": f"{name.split()[0].lower()}@visitors.example",
        "phone": "0721 234 567",
        "specialist": "anyone",
        "part_of_day": "any",
        "privacy": "on",
        "privacy_version": "3",
    }


@pytest.fixture
def free_it(full_day, admin):
    def cancel(visit=full_day.visit):
        with admin.scope() as ana:
            Appointment.objects.get(pk=visit.pk).cancel(by=ana, reason="ill")

    return cancel


@pytest.fixture
def sweep(committed, clinic):
    """The worker's own round; how many offers it made."""

    def look():
        with committed.as_role("worker"):
            before = offers_made(clinic)
            worker.sweep()
            return offers_made(clinic) - before

    return look


def offers_made(clinic):
    with scope(organisation_id=clinic.pk):
        return Effect.objects.filter(code="waitlist-offer").count()


@pytest.fixture
def change(committed):
    """What time would do, by the owner's hand."""

    def by_owner(model, where, **changes):
        with committed.as_role("owner"), as_owner():
            assert model.objects.filter(**where).update(**changes)

    return by_owner


@pytest.fixture
def arrange(admin):
    """What an admin sets up."""

    def by_admin(arrangement, *about):
        with admin.scope():
            arrangement(*about)

    return by_admin


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


def mails_sent(committed, clinic, settings, code):
    """What the worker sends when it is asked for these letters; English subjects without a word of the visit."""
    with committed.as_role("worker"):
        with scope(organisation_id=clinic.pk):
            asked = [str(one.pk) for one in Effect.objects.filter(code=code, state="pending")]
        assert {worker.run(clinic.pk, one) for one in asked} == {"done"}
        with scope(organisation_id=clinic.pk):
            sent = set(Effect.objects.filter(pk__in=asked).values_list("provider_ref", flat=True))
    letters = [
        message_from_bytes(one.read_bytes(), policy=policy.default)
        for one in settings.OUTBOX_DIR.glob("*.eml")
    ]
    return [one for one in letters if one["Message-ID"] in sent]
