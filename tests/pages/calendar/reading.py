"""How the calendar's tests read its pages."""

from datetime import timedelta

from django.db import connection
from django.test.utils import CaptureQueriesContext

from appointments.models import Appointment, Status
from restartix.core.clinics.scope import link_hash
from restartix.pages.calendar.page import DRAWN

# Savepoints, and that the session was used: written at most now and then.
NOT_ASKED = ("SAVEPOINT", "RELEASE", 'UPDATE "identity_session"')


def page(seat, path="", **details):
    """Drawn now, so that its context can be read."""
    DRAWN.forget()
    return seat.client().get(seat.at(f"calendar/{path}"), **details)


def local(visit, clinic):
    return visit.started_at.astimezone(clinic.organisation.zone)


def cells(response):
    return {cell.pk: cell for column in response.context["week"].columns for cell in column.cells}


def queries(seat, path):
    client = seat.client()
    with CaptureQueriesContext(connection) as asked:
        assert client.get(seat.at(f"calendar/{path}")).status_code == 200
    return [one["sql"] for one in asked if not one["sql"].startswith(NOT_ASKED)]


def add_visits(cast, number, start):
    """So many more, each of an hour, day and specialist of its own where there is room."""
    like, people = cast.soon, list(cast.aurora.specialists.values())
    found = []
    for count in range(number):
        one = people[count % len(people)]
        at = start + timedelta(days=count // len(people) % 5, minutes=30 * (count // len(people) // 5))
        visit = Appointment(
            organisation=like.organisation, patient_person_id=like.patient_person_id,
            booked_as_id=like.booked_as_id, specialist=one, service=like.service, status=Status.UPCOMING,
            started_at=at, ended_at=at + timedelta(minutes=30),
        )  # fmt: skip
        visit.link_hash = link_hash(visit.link_token)
        found.append(visit)
    Appointment.objects.bulk_create(found)
    return found
