"""Accounts at Clerk, on Clerk's own SDK, against a stand-in that answers, and fails, as Clerk does."""

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.test import override_settings

from restartix.core.effects.failures import Refused, TryLater
from restartix.core.identity.clerk import Clerk
from tests.standins.clerk import KEY, ClerkStandin
from tests.standins.clients import HERE, clerk_client

OURS = "6f1f2d0e-9a53-4a7e-8f8e-3b1f5f6f7a10"
ANA = "ana+visit@example.com"


@pytest.fixture
def standin():
    with ClerkStandin() as standin:
        yield standin


@pytest.fixture
def clerk(standin):
    return clerk_client(standin)


def account(clerk):
    return clerk.find_or_create_user(external_id=OURS, email=ANA)


def made(standin):
    return [asked for asked in standin.asked if asked.method == "POST"]


def test_a_person_without_an_account_gets_one(standin, clerk):
    user_id = account(clerk)

    assert list(standin.users) == [user_id]
    assert made(standin)[0].json == {
        "external_id": OURS,
        "email_address": [ANA],
        "skip_password_requirement": True,
    }


def test_asking_again_finds_the_same_account(standin, clerk):
    assert account(clerk) == account(clerk)
    assert len(standin.users) == 1
    assert len(made(standin)) == 1


def test_an_account_that_exists_is_linked_not_doubled(standin, clerk):
    theirs = standin.add_user(email=ANA)

    assert clerk.find_or_create_user(external_id=OURS, email=" Ana+Visit@Example.com ") == theirs
    assert made(standin) == []


def test_our_own_id_counts_before_the_address(standin, clerk):
    ours = standin.add_user(email="old@example.com", external_id=OURS)
    standin.add_user(email=ANA)

    assert account(clerk) == ours


def test_an_address_somebody_typed_but_never_proved_links_nobody(standin, clerk):
    stranger = standin.add_user(email=ANA, proven=False)

    assert account(clerk) != stranger


def test_an_address_held_but_unproven_is_refused(standin, clerk):
    standin.add_user(email=ANA, proven=False)
    standin.next(method="POST", status=422, body=standin.error(422, "form_identifier_exists"))

    with pytest.raises(Refused, match=r"^clerk-email-unproven$"):
        account(clerk)


def test_a_look_up_that_ignores_what_was_asked_links_nobody(standin, clerk):
    stranger = standin.add_user(email="stranger@example.com", external_id="another")
    everybody = list(standin.users.values())
    standin.next(method="GET", status=200, body=everybody, times=2)

    assert account(clerk) != stranger


@pytest.mark.parametrize("wrong", [{"status": 500}, {"drop": True}, {"hang": 5}, {"body": "<p>hello"}])
def test_an_account_made_but_not_answered_is_found_at_once(standin, clerk, wrong):
    standin.next(method="POST", after=True, **wrong)

    assert account(clerk) == next(iter(standin.users))
    assert len(standin.users) == 1


def test_an_account_made_in_a_long_outage_is_found_next_time(standin, clerk):
    standin.next(method="POST", after=True, drop=True)
    standin.next(method="GET", status=503, path="/users")
    with pytest.raises(TryLater):
        account(clerk)

    assert account(clerk) == next(iter(standin.users))
    assert len(standin.users) == 1


def test_an_account_made_by_another_at_that_moment_is_taken(standin, clerk):
    theirs = standin.add_user(email=ANA)
    standin.next(method="GET", status=200, body=[], times=2)

    assert account(clerk) == theirs
    assert len(standin.users) == 1


def test_an_account_that_the_sdk_cannot_read_is_found_all_the_same(standin, clerk):
    odd = standin.add_user(email=ANA, odd=True)

    assert account(clerk) == odd


def test_an_account_that_the_sdk_cannot_read_is_made_all_the_same(standin, clerk):
    standin.next(method="POST", status=200, body={"id": "user_odd"})

    assert account(clerk) == "user_odd"


def test_it_is_set_up_by_the_settings(standin):
    keys = {
        "CLERK_SECRET_KEY": KEY,
        "CLERK_PUBLISHABLE_KEY": "pk_test_c3RhbmRpbi5jbGVyay5hY2NvdW50cy5kZXYk",
        "CLERK_JWT_KEY": standin.signing_key.public_pem.replace("\n", "\\n"),
        "CLERK_AUTHORIZED_PARTIES": [HERE],
        "CLERK_API_URL": standin.url,
    }
    with override_settings(**keys):
        user_id = account(Clerk.from_settings())
        session_id, token = standin.sign_in(user_id)
        assert Clerk.from_settings().verify_session(token).session_id == session_id
    with override_settings(**keys | {"CLERK_API_URL": ""}):
        assert Clerk.from_settings().api_url == "https://api.clerk.com/v1"
    with (
        override_settings(**keys | {"CLERK_JWT_KEY": ""}),
        pytest.raises(ImproperlyConfigured, match="CLERK_JWT_KEY"),
    ):
        Clerk.from_settings()
