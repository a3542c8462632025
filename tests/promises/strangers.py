"""Somebody books in a known person's name, and staff link the visit to the record: for the modules of B3."""

import pytest

from appointments.models import Appointment
from forms.models import Form
from patients.models import PatientPerson
from restartix.core.effects import worker
from restartix.core.effects.models import Effect, Kind
from restartix.core.identity.codes import digits_of
from restartix.tools.sample.loader import as_owner
from tests.bookings import booked
from tests.cast import Seat

NEW_ADDRESS = "somebody@strangers.example"


@pytest.fixture(name="book")
def booking_in_a_known_name(committed, cast, visitor):
    """Book in somebody's name from a browser; the visit, and that browser's own link."""

    def book(person, email=NEW_ADDRESS, **typed):
        details = {"phone": person.phone, "birth_date": person.birth_date} | typed
        visit = booked(cast, visitor, person.name, email=email, **details)
        return visit, Seat("aurora", link=visit.browser_token)

    return book


@pytest.fixture(name="take_on")
def linking_to_a_record(committed, admin):
    """Staff link the visit to the record; the worker sees to the account."""

    def take_on(visit, person, login_of="patient"):
        chosen = {"person": str(person.pk), "login_of": login_of}
        answer = admin.client().post(admin.at(f"appointments/{visit.pk}/onboarding/"), chosen)
        assert answer.status_code == 302, answer.content.decode()
        account(committed, visit)
        with admin.scope():
            return Appointment.objects.get(pk=visit.pk)

    return take_on


def account(committed, visit):
    with committed.as_role("owner"), as_owner():
        effect = Effect.objects.filter(appointment=visit, kind=Kind.ACCOUNT).latest("created_at")
    with committed.as_role("worker"):
        assert worker.run(visit.organisation_id, str(effect.pk)) == "done"


def mailed_link(visit):
    return Seat("aurora", link=visit.link_token)


def signable(seat, visit):
    with seat.scope():
        return Form.objects.filter(appointment=visit).update(revision=3)


def sees_the_record(seat, person):
    with seat.scope():
        return PatientPerson.objects.filter(pk=person.pk).exists()


def code_of(committed, visit, kind="link"):
    with committed.connect("superuser") as database:
        found = database.execute(
            "SELECT nonce, email FROM identity_onetimecode WHERE subject = %s", [f"visit:{visit.pk}:{kind}"]
        ).fetchall()
    return [(digits_of(nonce), email) for nonce, email in found]


def prove(seat, visit, typed):
    return seat.client().post(f"/aurora/visits/{visit.pk}/identity/", {"code": typed})
