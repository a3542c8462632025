"""Signing in with Clerk: its page, and the exchange of its token for a session of ours."""

from base64 import b64encode

import pytest

from tests.standins.clerk_tokens import SigningKey

pytestmark = pytest.mark.django_db
HERE = "https://clinic.example"
KEY = SigningKey()


@pytest.fixture(autouse=True)
def clerk(settings):
    settings.CLERK_SECRET_KEY, settings.CLERK_JWT_KEY = "sk_test", KEY.public_pem
    settings.CLERK_PUBLISHABLE_KEY = "pk_test_" + b64encode(b"quiet-owl.clerk.accounts.dev$").decode()
    settings.CLERK_AUTHORIZED_PARTIES = [HERE]


def exchange(seat, token):
    return seat.client().post(seat.at("sign-in/clerk/"), {"token": token})


def test_the_page_may_load_clerk_and_no_other_page_may(visitor):
    client = visitor.client()
    ours, other = client.get(visitor.at("sign-in/")), client.get(visitor.at(""))

    policy = ours.headers["Content-Security-Policy"]
    assert "https://quiet-owl.clerk.accounts.dev" in policy
    assert "clerk-js@6" in ours.content.decode()
    assert "clerk" not in other.headers["Content-Security-Policy"]


def test_a_token_of_somebody_unknown_signs_nobody_in(visitor):
    answer = exchange(visitor, KEY.token("user_nobody", "sess_1", azp=HERE))

    assert answer.status_code == 403
    assert "No account here" in answer.content.decode()


@pytest.mark.parametrize("token", ["", "x.y.z", "é"])
def test_nonsense_signs_nobody_in(visitor, token):
    assert exchange(visitor, token).status_code == 403


def test_signing_out_ends_clerks_session_too(admin):
    assert admin.client().post(admin.at("sign-out/")).url == "/aurora/sign-in/?out=1"


def test_without_its_keys_there_is_no_exchange(visitor, settings):
    settings.CLERK_PUBLISHABLE_KEY = ""

    assert exchange(visitor, KEY.token("user_ana", "sess_1", azp=HERE)).status_code == 404
