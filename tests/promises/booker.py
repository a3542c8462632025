"""A booker's browser, and what became of the booking: for the promises about how people are reached."""

import pytest

from appointments.models import Appointment
from patients.contact_data import confirmed_phones
from restartix.core.effects.models import Effect, Kind


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
    """The number of this visit that is confirmed, to which alone the worker texts."""
    with admin.scope():
        visit = Appointment.objects.select_related("booked_as", "patient_person").get(pk=pk)
        confirmed = confirmed_phones(visit.organisation_id, visit.patient_person_id)
        numbers = (visit.booked_as.phone, visit.patient_person.phone)
        return next((number for number in numbers if number in confirmed), "")
