"""A visit in any status at any time, brought there by the moves that the database allows."""

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from appointments.models import Appointment, Status
from restartix.core.clinics.scope import link_hash, new_nonce, token_for

WAY = {
    Status.BOOKED: (),
    Status.UPCOMING: (Status.UPCOMING,),
    Status.CONFIRMED: (Status.UPCOMING, Status.CONFIRMED),
    Status.INPROGRESS: (Status.UPCOMING, Status.INPROGRESS),
    Status.DONE: (Status.UPCOMING, Status.INPROGRESS, Status.DONE),
    Status.CANCELLED: (Status.UPCOMING, Status.CANCELLED),
    Status.NOSHOW: (Status.UPCOMING, Status.NOSHOW),
}


TODAY = datetime.now(ZoneInfo("Europe/Bucharest")).date()
"""The day at Aurora when this run began: midnight may pass while it runs."""


def night(days, hour=2):
    """An instant at which the cast never has a visit: this hour in UTC, when the day at Aurora is the same."""
    return datetime.combine(TODAY + timedelta(days=days), time(hour), UTC)


@pytest.fixture
def make_visit(admin, cast):
    """A visit of Luca's with Ioana."""

    def make(status, *, at, person=None, specialist=None, minutes=30):
        whose, nonce = person or cast.luca, new_nonce()
        with admin.scope():
            visit = Appointment.objects.create(
                organisation=cast.aurora.organisation,
                patient_person=whose,
                booked_as=whose,
                specialist=specialist or cast.ioana,
                service=cast.aurora.services["first-visit"],
                started_at=at,
                ended_at=at + timedelta(minutes=minutes),
                contact_email="maria@patients.example",
                link_nonce=nonce,
                link_hash=link_hash(token_for(nonce, purpose="visit")),
            )
            row = Appointment.objects.filter(pk=visit.pk)
            for step in WAY[status]:
                row.update(status=step)
            if WAY[status]:
                row.update(onboarded_at=timezone.now())
        with admin.scope():
            return Appointment.objects.with_names().select_related("organisation").get(pk=visit.pk)

    return make
