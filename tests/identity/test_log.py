"""A link's secret is in its address; it must not be in the log."""

import logging
from io import StringIO

import pytest
from django.conf import settings
from django.test import Client

from restartix.core.clinics.scope import token_for
from restartix.core.logs import WithoutSecrets


@pytest.fixture
def log(monkeypatch):
    """What the console gets to see."""
    (console,) = (one for one in logging.getLogger().handlers if one.filters)
    monkeypatch.setattr(console, "stream", StringIO())
    return console.stream


@pytest.mark.django_db
def test_a_refused_link_leaves_no_token_in_the_log(visitor, log):
    token = token_for("somebody's nonce", purpose="sign-in")
    address = visitor.at(f"sign-in/{token}/")

    assert Client(enforce_csrf_checks=True).post(address).status_code == 403
    assert visitor.client().post(address).status_code == 410

    said = log.getvalue()
    assert "/aurora/sign-in/" in said
    assert token not in said


def test_every_handler_of_the_log_takes_secrets_out():
    assert all("secrets" in handler["filters"] for handler in settings.LOGGING["handlers"].values())


def test_the_rest_of_a_line_stays():
    record = logging.LogRecord("x", logging.INFO, "", 0, "%s took %s ms", ("a" * 64, 12), None)

    WithoutSecrets().filter(record)

    assert record.getMessage() == "… took 12 ms"
