"""Failures of outside services: which may be tried again and when, and what the staff read about them."""

from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest

from restartix.core.effects.failures import (
    KINDS,
    SERVICES,
    SPECIAL,
    Misconfigured,
    Refused,
    TryLater,
    failure,
    reason,
    seconds_until,
)


@pytest.mark.parametrize("status", [408, 409, 425, 429, 500, 502, 503, 504, 200])
def test_what_may_pass_is_tried_again(status):
    assert isinstance(failure("daily", status=status), TryLater)


@pytest.mark.parametrize("status", [401, 402, 403])
def test_a_key_that_is_not_accepted_is_tried_again_until_somebody_has_corrected_it(status):
    assert isinstance(failure("daily", status=status), Misconfigured)


@pytest.mark.parametrize("status", [301, 400, 404, 422])
def test_what_repeating_will_not_fix_is_refused(status):
    assert isinstance(failure("daily", status=status), Refused)


def test_a_failure_says_only_its_code():
    failed = failure("clerk", status=429, retry_after="7")

    assert (str(failed), failed.code, failed.retry_after) == ("clerk-busy", "clerk-busy", 7)


def test_a_date_to_wait_for_becomes_seconds():
    in_a_minute = format_datetime(datetime.now(UTC) + timedelta(minutes=1), usegmt=True)

    assert 57 < seconds_until(in_a_minute) <= 60


def test_a_date_of_unknown_zone_is_taken_as_utc():
    in_a_minute = format_datetime((datetime.now(UTC) + timedelta(minutes=1)).replace(tzinfo=None))

    assert 57 < seconds_until(in_a_minute) <= 60


@pytest.mark.parametrize(
    ("header", "seconds"),
    [
        ("7", 7),
        ("0.5", 0.5),
        ("-3", 0),
        ("Wed, 21 Oct 2015 07:28:00 GMT", 0),
        ("99999999999", 86_400),
        ("Wed, 21 Oct 9999 07:28:00 GMT", 86_400),
        ("inf", None),
        ("nan", None),
        ("soon", None),
        ("", None),
        (None, None),
    ],
)
def test_how_long_to_wait_is_read_with_care(header, seconds):
    assert seconds_until(header) == seconds


def test_every_code_has_words():
    codes = [*SPECIAL, *(f"{service}-{kind}" for service in SERVICES for kind in KINDS)]

    assert all(reason(code) and "%" not in reason(code) for code in codes)
    assert reason("daily-busy") == "Daily asked us to wait. It will be tried again automatically."
    assert reason("daily-busy", given_up=True) == "Daily asked us to wait."
    assert reason("daily-plan").endswith("payment is missing. It will be tried again automatically.")


def test_a_code_without_words_is_shown_as_it_is():
    assert reason("martian-100%") == "Something went wrong (martian-100%)."
