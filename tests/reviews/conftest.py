"""A visit that waits for its review, and who holds its link."""

import pytest

from appointments.models import Status
from reviews.models import Alert
from tests.cast import Seat


@pytest.fixture
def unreviewed(cast, admin):
    """A visit that is done and that nobody has reviewed."""
    return cast.visit_of(cast.maria, Status.DONE)


@pytest.fixture
def reviewer(unreviewed):
    """Whoever holds the private link of that visit."""
    return Seat("aurora", link=unreviewed.link_token)


def send(seat, visit, **said):
    return seat.client().post(seat.at(f"visits/{visit.pk}/review/"), said)


def opened(admin, visit):
    with admin.scope():
        return Alert.objects.get(review__appointment=visit)
