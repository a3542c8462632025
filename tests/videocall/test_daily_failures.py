"""What the Daily client makes of errors, silence and refusals."""

import time
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest

from restartix.core.effects.failures import Misconfigured, Refused, TryLater
from tests.standins.clients import daily_client
from tests.standins.daily import DailyStandin

NAME = "restartix-room"


@pytest.fixture
def standin():
    with DailyStandin() as standin:
        yield standin


@pytest.fixture
def daily(standin):
    return daily_client(standin)


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        ({"status": 500}, "daily-unavailable"),
        ({"status": 503, "retry_after": 3}, "daily-unavailable"),
        ({"drop": True}, "daily-unreachable"),
        ({"status": 200, "body": "<p>a proxy's page</p>"}, "daily-unclear"),
        ({"status": 200, "body": []}, "daily-unclear"),
        ({"status": 200, "body": {"name": NAME}}, "daily-unclear"),
    ],
)
def test_what_may_pass_is_for_later(standin, daily, wrong, code):
    standin.next(**wrong)

    with pytest.raises(TryLater, match=rf"^{code}$"):
        daily.find(name=NAME)


def test_silence_ends_at_the_time_limit(standin):
    standin.next(hang=20)
    began = time.monotonic()

    with pytest.raises(TryLater, match=r"^daily-silent$"):
        daily_client(standin, timeouts=(0.2, 0.2)).find(name=NAME)

    assert time.monotonic() - began < 2


def test_nobody_there_is_for_later():
    with DailyStandin() as standin:
        gone = daily_client(standin)

    with pytest.raises(TryLater, match=r"^daily-unreachable$"):
        gone.find(name=NAME)


def test_being_told_to_wait_says_how_long(standin, daily):
    standin.next(status=429, retry_after=7)
    with pytest.raises(TryLater, match=r"^daily-busy$") as told:
        daily.delete(name=NAME)
    assert told.value.retry_after == 7

    standin.next(
        status=429, retry_after=format_datetime(datetime.now(UTC) + timedelta(seconds=30), usegmt=True)
    )
    with pytest.raises(TryLater) as told:
        daily.delete(name=NAME)
    assert 25 < told.value.retry_after <= 30

    standin.next(status=429)
    with pytest.raises(TryLater) as told:
        daily.delete(name=NAME)
    assert told.value.retry_after is None


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        ({"status": 302, "body": "elsewhere"}, "daily-refused"),
        ({"status": 404, "body": "<p>not Daily at all</p>"}, "daily-not-found"),
    ],
)
def test_what_repeating_will_not_fix_is_refused(standin, daily, wrong, code):
    standin.next(**wrong)
    with pytest.raises(Refused, match=rf"^{code}$"):
        daily.find(name=NAME)

    standin.next(**wrong)
    with pytest.raises(Refused, match=rf"^{code}$"):
        daily.delete(name=NAME)


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        ({"status": 403}, "daily-forbidden"),
        ({"status": 400, "body": {"error": "authorization-header-error"}}, "daily-bad-key"),
        ({"status": 402, "body": {"error": "invalid-plan-type"}}, "daily-plan"),
    ],
)
def test_what_whoever_runs_the_site_can_correct_waits_for_them(standin, daily, wrong, code):
    standin.next(**wrong)
    with pytest.raises(Misconfigured, match=rf"^{code}$"):
        daily.find(name=NAME)


def test_a_wrong_key_is_never_shown(standin):
    with pytest.raises(Misconfigured, match=r"^daily-bad-key$"):
        daily_client(standin, api_key="wrong").find(name=NAME)

    assert "wrong" not in repr(daily_client(standin, api_key="wrong"))


def test_a_netrc_on_the_machine_does_not_replace_the_key(standin, daily, tmp_path, monkeypatch):
    (tmp_path / "netrc").write_text("default login someone password else\n")
    monkeypatch.setenv("NETRC", str(tmp_path / "netrc"))

    assert daily.find(name=NAME) is None
