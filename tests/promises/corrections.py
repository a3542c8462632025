"""A visit registered for the wrong patient, and the press that puts the right one on it."""

import pytest

from appointments.models import Appointment
from tests.making import night

WHY = "Two patients of one name."


@pytest.fixture
def visit_of_elena(admin, cast, press):
    """Registered for Elena with Ioana, and taken on: its forms are filled in from Elena's record."""
    local = night(30).astimezone(cast.aurora.organisation.zone)
    answer = press(
        admin,
        "appointments/new/",
        person=str(cast.elena.pk),
        service=str(cast.aurora.services["first-visit"].pk),
        specialist=str(cast.ioana.pk),
        day=f"{local:%Y-%m-%d}",
        time=f"{local:%H:%M}",
    )
    assert answer.status_code == 302
    with admin.scope():
        return Appointment.objects.get(started_at=night(30))


@pytest.fixture
def again(admin, visit_of_elena):
    def read():
        with admin.scope():
            return Appointment.objects.with_names().select_related("booked_as").get(pk=visit_of_elena.pk)

    return read


def corrected(seat, visit, right, press, **more):
    return press(
        seat,
        f"appointments/{visit.pk}/person/",
        **{"find": right.name, "person": str(right.pk), "reason": WHY} | more,
    )
