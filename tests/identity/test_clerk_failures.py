"""What the Clerk client makes of errors, silence and refusals: what is tried again, and what never leaks."""

import logging
import time
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest

from restartix.core.effects.failures import Misconfigured, Refused, TryLater
from tests.standins.clerk import KEY, ClerkStandin
from tests.standins.clients import clerk_client

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


def test_nothing_is_asked_again_when_told_to_wait(standin, clerk):
    standin.next(method="POST", status=429, retry_after=7)

    with pytest.raises(TryLater, match=r"^clerk-busy$") as told:
        account(clerk)

    assert told.value.retry_after == 7
    assert standin.asked[-1].method == "POST"


def test_a_date_to_wait_for_is_understood(standin, clerk):
    standin.next(
        status=429, retry_after=format_datetime(datetime.now(UTC) + timedelta(seconds=30), usegmt=True)
    )

    with pytest.raises(TryLater) as told:
        account(clerk)

    assert 25 < told.value.retry_after <= 30


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        ({"status": 500}, "clerk-unavailable"),
        ({"status": 503, "body": "<p>maintenance</p>"}, "clerk-unavailable"),
        ({"status": 409}, "clerk-busy"),
        ({"drop": True}, "clerk-unreachable"),
        ({"status": 200, "body": "<p>a proxy's page</p>"}, "clerk-unclear"),
        ({"status": 200, "body": {"data": []}}, "clerk-unclear"),
    ],
)
def test_what_may_pass_is_for_later(standin, clerk, wrong, code):
    standin.next(**wrong)

    with pytest.raises(TryLater, match=rf"^{code}$"):
        account(clerk)


def test_silence_ends_at_the_time_limit_and_is_not_asked_again(standin):
    standin.next(hang=20)
    began = time.monotonic()

    with pytest.raises(TryLater, match=r"^clerk-silent$"):
        account(clerk_client(standin, timeout_ms=200))

    assert time.monotonic() - began < 2
    assert len(standin.asked) == 1


def test_nobody_there_is_for_later():
    with ClerkStandin() as standin:
        gone = clerk_client(standin)

    with pytest.raises(TryLater, match=r"^clerk-unreachable$"):
        account(gone)


def test_a_broken_address_is_refused(clerk):
    with pytest.raises(Refused, match=r"^clerk-refused-email$"):
        clerk.find_or_create_user(external_id=OURS, email="nobody")


def test_an_instance_that_wants_more_is_refused(standin, clerk):
    standin.needs_phone = True

    with pytest.raises(Refused, match=r"^clerk-setup$"):
        account(clerk)


@pytest.mark.parametrize(
    ("status", "errors", "code"),
    [
        (403, [{"code": "user_quota_exceeded", "message": "", "long_message": ""}], "clerk-plan"),
        (400, None, "clerk-refused"),
        (404, None, "clerk-not-found"),
    ],
)
def test_what_repeating_will_not_fix_is_refused(standin, clerk, status, errors, code):
    standin.next(method="POST", status=status, body={"errors": errors})

    with pytest.raises(Refused, match=rf"^{code}$"):
        account(clerk)


@pytest.mark.parametrize(
    ("status", "errors", "code"),
    [
        (403, [{"code": "authorization_invalid", "message": "without the long one"}], "clerk-forbidden"),
        (402, [], "clerk-plan"),
    ],
)
def test_what_the_installation_must_put_right_waits_for_that(standin, clerk, status, errors, code):
    standin.next(method="POST", status=status, body={"errors": errors})

    with pytest.raises(Misconfigured, match=rf"^{code}$"):
        account(clerk)


def test_a_wrong_key_is_refused_and_never_shown(standin):
    wrong = clerk_client(standin, secret_key="sk_wrong")

    with pytest.raises(Misconfigured, match=r"^clerk-bad-key$"):
        account(wrong)

    assert "sk_wrong" not in repr(wrong)


def test_neither_key_nor_address_is_logged_or_raised(standin, clerk, caplog):
    caplog.set_level(logging.DEBUG)
    standin.next(
        method="POST", status=422, body={"errors": [{"code": "x", "message": ANA, "long_message": ANA}]}
    )

    with pytest.raises(Refused) as refused:
        account(clerk)
    account(clerk)

    assert not any(secret in caplog.text for secret in [KEY, "ana", "visit%40"])
    assert str(refused.value) == "clerk-refused"
    assert refused.value.__cause__ is None
    assert refused.value.__suppress_context__
