"""Sessions that began at Clerk are asked about later; only Clerk's own word signs anybody out."""

import pytest
from django.db import connection
from django_q.models import OrmQ

from restartix.core.identity import clerk_sweep
from tests.standins import clerk
from tests.standins.clerk import ClerkStandin


@pytest.fixture
def standin(settings):
    with ClerkStandin() as standin:
        settings.CLERK_SECRET_KEY, settings.CLERK_API_URL = clerk.KEY, standin.url
        settings.CLERK_PUBLISHABLE_KEY, settings.CLERK_JWT_KEY = "pk_test_x", standin.signing_key.public_pem
        yield standin


@pytest.fixture
def session(standin, committed):
    """Somebody signed in with it an hour ago."""
    session_id, _token = standin.sign_in(standin.add_user(email="ana@aurora.example"))
    assert clerk_sweep.begin(session_id, "user_1")
    with committed.connect("superuser") as superuser:
        superuser.execute(
            "UPDATE identity_clerksignin SET begun_at = now() - interval '1 hour', asked_at = begun_at"
            " - interval '1 hour'"
        )
    with committed.as_role("worker"):
        yield session_id


def is_over(committed, session):
    with committed.as_role("app"), connection.cursor() as cursor:
        cursor.execute("SELECT public.clerk_session_is_over(%s)", [session])
        return cursor.fetchone()[0]


def ask_about_what_is_queued():
    said = []
    for queued in OrmQ.objects.all():
        assert queued.task["func"] == "restartix.core.identity.clerk_sweep.ask_clerk"
        said.append(clerk_sweep.ask_clerk(*queued.task["args"]))
    return said


def test_each_is_asked_about_once_in_a_quarter_of_an_hour(session):
    assert [clerk_sweep.look_after_sessions(), clerk_sweep.look_after_sessions()] == [1, 0]
    assert ask_about_what_is_queued() == ["live"]


def test_one_that_was_revoked_there_ends_here_although_no_webhook_came(session, standin, committed):
    standin.sessions[session]["status"] = "revoked"
    clerk_sweep.look_after_sessions()

    assert ask_about_what_is_queued() == ["ended"]

    assert is_over(committed, session)


@pytest.mark.parametrize("wrong", [{"status": 500}, {"status": 429, "retry_after": 60}, {"drop": True}])
def test_an_outage_of_clerk_signs_nobody_out(session, standin, committed, wrong):
    standin.next(**wrong)
    clerk_sweep.look_after_sessions()

    assert ask_about_what_is_queued()[0].startswith("later: clerk-")

    assert not is_over(committed, session)


def test_without_clerk_nobody_is_asked_about(settings):
    settings.CLERK_SECRET_KEY = ""

    assert clerk_sweep.look_after_sessions() == 0
