"""What somebody reads out from an error page finds the line in the log, and no page claims what it can't know."""

import logging
import re

import pytest
from django.test import Client

from restartix.config.settings import LOGGING
from restartix.core.web.request_id import WithRequestId, current_request_id, new_request_id

pytestmark = pytest.mark.django_db
OWN = re.compile(r"[2-9A-HJ-NP-Z]{5}-[2-9A-HJ-NP-Z]{5}")


@pytest.fixture
def broken(monkeypatch):
    """A browser that meets a fault on every clinic's front page."""
    monkeypatch.setattr("restartix.pages.public.clinic_page.Channel", lambda *_: 1 / 0)
    return Client(raise_request_exception=False)


@pytest.fixture
def log_lines():
    """What the log would write, line by line."""
    lines, handler = [], logging.Handler()
    handler.addFilter(WithRequestId())
    handler.setFormatter(logging.Formatter(LOGGING["formatters"]["line"]["format"], style="{"))
    handler.emit = lambda record: lines.append(handler.format(record))  # type: ignore[method-assign]
    logging.getLogger().addHandler(handler)
    yield lines
    logging.getLogger().removeHandler(handler)


def test_each_answer_has_a_number_of_its_own():
    numbers = {Client().get("/healthz")["X-Request-ID"] for _ in range(3)}

    assert len(numbers) == 3
    assert all(OWN.fullmatch(number) for number in numbers)
    assert current_request_id() == "-", "outside of a request there is none"


@pytest.mark.parametrize("given", ["0f2c9d6e-8a51-4b7f-9d0e-3c1f5a7b9e21", "a" * 32])
def test_a_proxys_number_is_taken_over(given):
    assert Client().get("/healthz", HTTP_X_REQUEST_ID=given)["X-Request-ID"] == given


@pytest.mark.parametrize(
    "given", ["", "short", "a" * 65, "two words", "<b>bold</b>", "ends\r\nX: y", "ș" * 9, "٣" * 9]
)
def test_anything_else_is_ignored(given):
    assert OWN.fullmatch(Client().get("/healthz", HTTP_X_REQUEST_ID=given)["X-Request-ID"])


def test_a_fault_is_found_again_by_the_number_on_its_page(broken, log_lines):
    answer = broken.get("/aurora/")

    assert answer.status_code == 500
    number = answer["X-Request-ID"]
    assert number in answer.content.decode()
    assert any(number in line and "ERROR" in line for line in log_lines)


@pytest.mark.parametrize(
    ("language", "words"), [("en", "can’t tell whether"), ("ro", "Nu putem ști dacă ultimul pas")]
)
def test_the_page_of_a_fault_does_not_claim_to_know_what_was_saved(broken, language, words):
    page = broken.get("/aurora/", HTTP_ACCEPT_LANGUAGE=language).content.decode()

    assert words in page
    assert "Aurora" in page, "the clinic was known by then"


def test_a_fault_before_anybody_is_known_has_a_page_too(broken, monkeypatch):
    monkeypatch.setattr("restartix.core.web.middleware.enter", lambda **_: 1 / 0)

    answer = broken.get("/aurora/", HTTP_ACCEPT_LANGUAGE="ro")

    assert answer.status_code == 500
    assert answer["X-Request-ID"] in answer.content.decode()
    assert "Nu putem ști" in answer.content.decode()


def test_numbers_are_drawn_from_letters_that_nobody_mixes_up():
    assert not set("01IO") & {letter for _ in range(200) for letter in new_request_id()}
