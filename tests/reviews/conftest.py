"""A visit that waits for its review, and who holds its link."""

from datetime import timedelta

import pytest

from appointments.models import Status
from reviews.models import Alert, Review
from tests.cast import Seat


@pytest.fixture
def unreviewed(cast, admin):
    """A visit that is done and that nobody has reviewed."""
    with admin.scope():
        reviewed = set(Review.objects.values_list("appointment_id", flat=True))
    recent = cast.world.now - timedelta(days=29)
    done = [one for one in cast.aurora.visits if one.status == Status.DONE and one.ended_at > recent]
    return next(one for one in done if one.pk not in reviewed)


@pytest.fixture
def reviewer(unreviewed):
    """Whoever holds the private link of that visit."""
    return Seat("aurora", link=unreviewed.link_token)


def send(seat, visit, **said):
    return seat.client().post(seat.at(f"visits/{visit.pk}/review/"), said)


def opened(admin, visit):
    with admin.scope():
        return Alert.objects.get(review__appointment=visit)
