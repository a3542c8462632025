"""A patient's login, made by the worker once their booking is taken on."""

import pytest

from appointments.models import Appointment, Status
from patients.models import PatientPerson
from restartix.core.effects.models import Effect, Kind
from restartix.core.effects.worker import run
from tests.cast import Seat
from tests.standins.clerk import KEY, ClerkStandin


@pytest.fixture
def onboarded(committed, cast, admin):
    """A booking, taken on by Ana."""
    booking = cast.visit(Status.BOOKED)
    answer = admin.client().post(admin.at(f"appointments/{booking.pk}/onboarding/"))
    assert answer.status_code == 302
    return booking


@pytest.fixture
def worked(committed, admin):
    """Let the worker keep the visit's account; answer what came of it."""

    def work(visit):
        with admin.scope():
            effect = Effect.objects.filter(appointment=visit, kind=Kind.ACCOUNT).latest("created_at")
            Effect.objects.filter(pk=effect.pk).update(state="pending")
        with committed.as_role("worker"):
            return run(visit.organisation_id, str(effect.pk))

    return work


def login(admin, visit):
    with admin.scope():
        return PatientPerson.objects.get(pk=visit.patient_person_id).user_id


def with_clerk(settings, clerk):
    settings.CLERK_SECRET_KEY, settings.CLERK_PUBLISHABLE_KEY = KEY, "pk_test_standin"
    settings.CLERK_JWT_KEY, settings.CLERK_API_URL = clerk.signing_key.public_pem, clerk.url


def test_the_person_gets_a_login_with_the_address_they_booked_with(committed, onboarded, admin, worked):
    assert login(admin, onboarded) is None

    assert worked(onboarded) == "done"

    with committed.connect("superuser") as database:
        found = database.execute("SELECT email FROM identity_user WHERE id = %s", [login(admin, onboarded)])
        assert found.fetchone() == (onboarded.contact_email.lower(),)


def test_a_second_run_changes_nothing(onboarded, admin, worked):
    worked(onboarded)
    first = login(admin, onboarded)

    assert worked(onboarded) == "done"
    assert login(admin, onboarded) == first


def test_they_can_sign_in_and_see_their_visit(committed, onboarded, admin, worked, cast):
    worked(onboarded)

    with committed.connect("superuser") as database:
        row = database.execute(
            "SELECT id, session_nonce FROM identity_user WHERE id = %s", [login(admin, onboarded)]
        )
        user_id, nonce = row.fetchone()
    with Seat("aurora", user_id, nonce).scope() as actor:
        assert actor.speaks_for(onboarded)
        assert Appointment.objects.filter(pk=onboarded.pk).exists()


def test_with_clerk_the_account_is_made_there_too(onboarded, admin, worked, settings):
    with ClerkStandin() as clerk:
        with_clerk(settings, clerk)

        assert worked(onboarded) == "done"

        (account,) = clerk.users.values()
    assert account["external_id"] == str(login(admin, onboarded))


def test_while_clerk_is_out_of_order_the_person_has_no_login_yet(onboarded, admin, worked, settings):
    with ClerkStandin() as clerk:
        with_clerk(settings, clerk)
        clerk.next(status=503, times=9)

        assert worked(onboarded) == "later: clerk-unavailable"

    assert login(admin, onboarded) is None
