import pytest
from django.utils import timezone

from appointments.models import Appointment, Status
from tests.making import night
from tests.pages.desk.planned import local


@pytest.fixture
def again():
    """A visit as it stands now, as this person sees it."""

    def read(seat, visit):
        with seat.scope():
            return Appointment.objects.with_names().select_related("organisation").get(pk=visit.pk)

    return read


@pytest.fixture
def booking(cast):
    """A visit that still waits to be taken on."""
    return next(
        one for one in cast.aurora.visits if one.status == Status.BOOKED and one.started_at > timezone.now()
    )


@pytest.fixture
def press():
    """Send a form as this person; answer the response."""

    def send(seat, path, **fields):
        return seat.client().post(seat.at(path), fields)

    return send


@pytest.fixture
def wanted(cast):
    """What staff type to see Elena at three at night, in thirty days."""
    there = local(cast, night(30))
    return {
        "person": str(cast.elena.pk),
        "service": str(cast.aurora.services["first-visit"].pk),
        "specialist": str(cast.ioana.pk),
        "day": f"{there:%Y-%m-%d}",
        "time": f"{there:%H:%M}",
    }
