"""Asking Clerk whether a session still lives, and ending it there. Only its own word signs anybody out."""

import pytest

from restartix.core.effects.failures import Misconfigured, Refused, TryLater
from tests.standins.clerk import ClerkStandin
from tests.standins.clients import clerk_client


@pytest.fixture
def standin():
    with ClerkStandin() as standin:
        yield standin


@pytest.fixture
def clerk(standin):
    return clerk_client(standin)


@pytest.fixture
def session_id(standin):
    session_id, _token = standin.sign_in(standin.add_user(email="ana@example.com"))
    return session_id


def test_a_live_session_is_live_until_it_is_revoked(standin, clerk, session_id):
    assert clerk.session_is_live(session_id)

    clerk.revoke_session(session_id)

    assert not clerk.session_is_live(session_id)


def test_revoking_again_is_done_already(standin, clerk, session_id):
    clerk.revoke_session(session_id)

    clerk.revoke_session(session_id)
    clerk.revoke_session("sess_unknown")


def test_a_session_that_could_not_be_revoked_says_so(standin, clerk, session_id):
    standin.next(method="POST", status=400)

    with pytest.raises(Refused):
        clerk.revoke_session(session_id)


@pytest.mark.parametrize(
    "status", ["revoked", "ended", "expired", "removed", "abandoned", "replaced", "pending"]
)
def test_a_session_in_any_other_state_is_not_live(standin, clerk, session_id, status):
    standin.sessions[session_id]["status"] = status

    assert not clerk.session_is_live(session_id)


@pytest.mark.parametrize("wrong", [{"status": 500}, {"status": 429}, {"drop": True}, {"hang": 5}])
def test_an_outage_signs_nobody_out(standin, clerk, session_id, wrong):
    standin.next(**wrong)

    with pytest.raises(TryLater):
        clerk.session_is_live(session_id)


@pytest.mark.parametrize("wrong", [{"status": 401}, {"status": 404, "body": "<p>a wrong address</p>"}])
def test_our_own_mistake_signs_nobody_out(standin, clerk, session_id, wrong):
    standin.next(**wrong)

    with pytest.raises((Refused, Misconfigured)):
        clerk.session_is_live(session_id)
