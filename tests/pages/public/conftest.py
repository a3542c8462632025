from datetime import timedelta

import pytest
from django.utils import timezone

from appointments.availability.channel import Channel
from appointments.availability.open_times import open_times


@pytest.fixture
def first_visit(cast):
    """The service that Ioana and Andrei give."""
    return cast.aurora.services["first-visit"]


@pytest.fixture
def free(db, visitor, cast, first_visit):
    """An open time with Ioana, a few days ahead."""
    return _open_with(cast.ioana, visitor, first_visit)


@pytest.fixture
def free_with_andrei(db, visitor, cast, first_visit):
    return _open_with(cast.andrei, visitor, first_visit)


def _open_with(specialist, visitor, service):
    with visitor.scope():
        now = timezone.now()
        soon, late = now + timedelta(days=3), now + timedelta(days=8)
        return open_times(Channel.of(service.pk), soon, late, specialists=[specialist])[3]


@pytest.fixture
def details():
    """What a visitor types."""
    return {
        "name": "Ruxandra Vasile",
        "email": "ruxandra@visitors.example",
        "phone": "0721 234 567",
        "privacy": "on",
        "privacy_version": "3",
    }


@pytest.fixture
def book_url(visitor, first_visit):
    def address(opening, **more):
        at = f"{opening.started_at:%Y-%m-%dT%H:%MZ}"
        asks = {"at": at, "with": str(opening.specialist.pk)} | more
        query = "&".join(f"{key}={value}" for key, value in asks.items())
        return visitor.at(f"services/{first_visit.pk}/book/?{query}")

    return address
