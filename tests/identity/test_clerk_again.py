"""Whose account at Clerk was deleted comes back with their next one, by an address that they have proven."""

import pytest

from tests.identity.test_clerk_hooks import (  # noqa: F401 (a fixture among them)
    CLERK_ID,
    account,
    clerk,
    is_signed_in,
    linked,
    login_of,
    sign_in,
    tell,
)

pytestmark = pytest.mark.django_db


def test_whoever_was_deleted_there_comes_back_with_a_new_account(cast, admin, visitor):
    linked(cast, admin)
    client, _answer = sign_in(visitor)
    tell("user.deleted", {"object": "user", "id": CLERK_ID, "deleted": True})
    again = {"id": "user_ana_again"}

    tell("user.created", account(cast.ana.email, at=5, proven=False, **again))
    assert sign_in(visitor, "sess_2", again["id"])[1].status_code == 403, "the address must be proven"

    assert tell("user.updated", account(cast.ana.email, at=6, **again)).status_code == 204
    back, answer = sign_in(visitor, "sess_2", again["id"])
    assert answer.url == "/aurora/dashboard/"
    assert is_signed_in(back, visitor)
    assert not is_signed_in(client, visitor), "the earlier session stays over"
    assert sign_in(visitor, "sess_3")[1].status_code == 403, "the earlier account stays gone"


def test_a_second_account_with_an_address_that_has_one_waits_until_that_is_gone(cast, admin, visitor):
    linked(cast, admin)
    news = account(cast.ana.email, at=5, id="user_ana_again")

    assert tell("user.created", news).status_code == 409, "Clerk brings it again"
    assert login_of(cast, admin).clerk_user_id == CLERK_ID

    tell("user.deleted", {"object": "user", "id": CLERK_ID, "deleted": True})
    assert tell("user.created", news).status_code == 204
    assert sign_in(visitor, "sess_2", "user_ana_again")[1].url == "/aurora/dashboard/"
