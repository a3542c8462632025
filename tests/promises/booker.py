"""A booker's browser, and what became of the booking: for the promises about how people are reached."""

import pytest

from appointments.letters.texts import number_of
from appointments.models import Appointment
from restartix.effects.models import Effect, Kind


@pytest.fixture
def book(visitor, book_url, free, details):
    """Send the booking's form: `book(headers, phone=…)`. Its client is the booker's browser."""
    client = visitor.client()

    def send(headers=None, **said):
        return client.post(book_url(free), details | said, headers=headers or {})

    send.client = client
    return send


@pytest.fixture
def texts_can_be_sent(settings, tmp_path):
    settings.OUTBOX_DIR, settings.EMAIL_URL, settings.SMS_URL, settings.DEMO = tmp_path, "", "", True
    return tmp_path


def visit_of(answer):
    return int(answer["Location"].rstrip("/").split("/")[-2])


def as_it_is(admin, pk):
    with admin.scope():
        return Appointment.objects.select_related("booked_as", "patient_person", "organisation").get(pk=pk)


def codes(admin):
    with admin.scope():
        return list(Effect.objects.filter(kind=Kind.SMS, code="code"))


def texted_number(admin, pk):
    """Where the worker would text."""
    with admin.scope():
        visit = Appointment.objects.select_related("booked_as", "patient_person").get(pk=pk)
        return number_of(visit)
