"""The token that a browser brings from Clerk: whom it signs in, and all the ways in which it doesn't."""

import time

import jwt
import pytest

from restartix.core.identity.clerk import Clerk
from restartix.core.identity.clerk_session import ClerkSession, InvalidSession
from tests.standins.clerk_tokens import SigningKey

HERE, ELSEWHERE = "https://clinic.example", "https://elsewhere.example"
KEY = SigningKey()
NOW = int(time.time())


@pytest.fixture
def clerk():
    """Nothing listens at this address: a token is judged without a network."""
    return Clerk(
        secret_key="sk_test",
        jwt_key=KEY.public_pem,
        authorized_parties=(HERE,),
        api_url="http://127.0.0.1:9/v1",
    )


def token(**claims):
    return KEY.token("user_ana", "sess_1", **{"azp": HERE} | claims)


def test_a_fresh_token_says_who_it_is(clerk):
    assert clerk.verify_session(token()) == ClerkSession(user_id="user_ana", session_id="sess_1")


def test_a_clock_a_little_off_is_forgiven(clerk):
    assert clerk.verify_session(token(life=-3)).user_id == "user_ana"


@pytest.mark.parametrize(
    ("claims", "code"),
    [
        ({"life": -60}, "token-expired"),
        ({"exp": None}, "never-expires"),
        ({"nbf": NOW + 3600}, "token-not-active-yet"),
        ({"iat": NOW + 3600}, "token-not-active-yet"),
        ({"azp": ELSEWHERE}, "token-invalid-authorized-parties"),
        ({"azp": None}, "token-invalid-authorized-parties"),
        ({"sts": "pending"}, "pending"),
        ({"sid": None}, "not-a-session"),
        ({"sub": ""}, "not-a-session"),
        ({"act": {"sub": "user_of_the_dashboard"}}, "impersonated"),
    ],
)
def test_a_token_that_says_the_wrong_things_signs_nobody_in(clerk, claims, code):
    with pytest.raises(InvalidSession, match=rf"^{code}$"):
        clerk.verify_session(token(**claims))


def test_a_token_of_an_older_form_without_a_status_signs_in(clerk):
    assert clerk.verify_session(token(sts=None, v=None))


def test_a_token_of_another_key_signs_nobody_in(clerk):
    forged = SigningKey(number=1).token("user_ana", "sess_1", azp=HERE)

    with pytest.raises(InvalidSession, match=r"^token-invalid-signature$"):
        clerk.verify_session(forged)


@pytest.mark.parametrize("forged", [("none", None), ("HS256", "a secret that is long enough for the hash")])
def test_a_token_signed_in_another_way_signs_nobody_in(clerk, forged):
    algorithm, secret = forged
    claims = {"sub": "user_ana", "sid": "sess_1", "azp": HERE, "exp": NOW + 60}

    with pytest.raises(InvalidSession):
        clerk.verify_session(jwt.encode(claims, secret, algorithm))


@pytest.mark.parametrize(
    "nonsense",
    ["", "x", "a.b.c", "ak_1234", "mt_1234", "oat_1234", "m2m_1234", "\udc80.x.y", "ş" * 10, "." * 2000],
)
def test_nonsense_signs_nobody_in_and_asks_nobody(clerk, nonsense):
    with pytest.raises(InvalidSession):
        clerk.verify_session(nonsense)


def test_a_tampered_token_signs_nobody_in(clerk):
    head, _claims, signature = token().split(".")
    _head, others, _signature = token(sub="user_boss").split(".")

    with pytest.raises(InvalidSession, match=r"^token-invalid-signature$"):
        clerk.verify_session(f"{head}.{others}.{signature}")


@pytest.mark.parametrize("wrong", ["", "not a key", KEY.public_pem.replace("PUBLIC", "PRIVATE")])
def test_a_broken_key_of_ours_signs_nobody_in(wrong):
    clerk = Clerk(
        secret_key="sk_test", jwt_key=wrong, authorized_parties=(HERE,), api_url="http://127.0.0.1:9/v1"
    )

    with pytest.raises(InvalidSession):
        clerk.verify_session(token())
