"""Past the limit of its address a booking asks for a code that was mailed there: nobody is refused, nothing is lost."""

import re
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connections
from django.test import Client
from django.utils import timezone

from appointments.models import Hold
from restartix.flows.booking import Booking
from tests.promises.walking import BOOKER, Booker, plain

HOUR = 3600


@pytest.fixture
def booker(committed, visitor, cast, settings):
    """Makes a browser each; the address has had its share of bookings for today already."""
    settings.LIMITS = {"booking": {"email": (1, 24 * HOUR)}}

    def make():
        return Booker(visitor, cast)

    first = make().open().book()
    assert first.status_code == 302
    return make


def code_in(mails):
    [mail] = [mail for mail in mails if "code" in mail["Subject"]]
    return re.search(r"^\d{6}$", plain(mail), re.MULTILINE)[0]


def test_past_its_limit_a_booking_asks_for_a_code_and_keeps_everything(committed, booker, deliver, visitor):
    ruxandra = booker().open(1)

    page = ruxandra.book()
    shown = page.content.decode()
    assert page.status_code == 200
    assert "Check your e-mail" in shown
    for typed in ("Ruxandra Vasile", BOOKER, "0721 234 567"):
        assert typed in shown
    [until] = (
        committed.connect("superuser").execute("SELECT max(expires_at) FROM appointments_hold").fetchone()
    )
    assert until > timezone.now() + timedelta(minutes=9)

    answer = ruxandra.type(page, code_in(deliver("code")))

    assert answer.status_code == 302
    assert answer["Location"].endswith("/booked/")
    assert "You are booked" in ruxandra.browser.get(answer["Location"]).content.decode()


def test_a_time_that_goes_before_the_code_is_asked_for_costs_nothing_that_was_typed(booker, monkeypatch):
    ruxandra, other = booker().open(1), booker()
    other.url = ruxandra.url
    ruxandra.open(2)  # which lets go of the first
    ruxandra.url = other.url
    look, answers = Booking.earlier, []

    def somebody_else_books_it_first(booking):
        monkeypatch.setattr(Booking, "earlier", look)
        with ThreadPoolExecutor(1) as pool:
            answers.append(pool.submit(book_elsewhere, other).result())
        return look(booking)

    monkeypatch.setattr(Booking, "earlier", somebody_else_books_it_first)
    page = ruxandra.book()

    assert [answer.status_code for answer in answers] == [302]
    assert page.status_code == 409
    assert "Please choose another time" in page.content.decode()
    assert "Ruxandra Vasile" in page.content.decode()


def book_elsewhere(booker):
    try:
        return booker.book(email="somebody.else@visitors.example")
    finally:
        connections.close_all()


def test_one_code_is_mailed_in_ten_minutes_and_works_for_another_booking_too(booker, deliver):
    ruxandra = booker()
    ruxandra.open(1).book()
    page = ruxandra.book()
    code = code_in(deliver("code"))
    assert ruxandra.type(page, code).status_code == 302

    again = ruxandra.open(2).book()

    assert again.status_code == 200
    assert code_in(deliver("code")) == code
    assert ruxandra.type(again, code).status_code == 302


def test_a_stranger_uses_up_nobody_elses_tries(booker, deliver):
    stranger, ruxandra = booker(), booker()
    page = stranger.open(1).book()
    code = code_in(deliver("code"))
    wrong = f"{(int(code) + 1) % 10**6:06}"
    for _ in range(5):
        assert stranger.type(page, wrong).status_code == 422
    assert stranger.type(page, code).status_code == 409, "five tries are all"

    hers = ruxandra.open(2).book()
    code_in(deliver("code"))

    assert ruxandra.type(hers, code).status_code == 302


def test_a_right_code_books_where_the_network_has_tried_too_often(booker, deliver, settings):
    ruxandra = booker()
    page = ruxandra.open(1).book()
    code = code_in(deliver("code"))
    settings.LIMITS = {"booking": {"network": (1, HOUR), "client": (1, HOUR)}}
    for _ in range(2):
        refused = booker_elsewhere(ruxandra)
    assert refused.status_code == 429

    assert ruxandra.type(page, code).status_code == 302


def booker_elsewhere(one):
    return Client().post(one.url, {"email": "other@visitors.example"})


def test_a_code_for_one_address_books_for_no_other(booker, deliver):
    ruxandra = booker()
    page = ruxandra.open(1).book()
    code = code_in(deliver("code"))

    answer = ruxandra.type(page, code, email="somebody.else@visitors.example")

    assert answer.status_code == 409
    assert "no longer valid" in answer.content.decode()


def test_without_a_code_the_other_address_books_nothing(booker):
    ruxandra = booker()
    page = ruxandra.open(1).book()

    for typed in ("", "000000x", "abc"):
        assert ruxandra.type(page, typed).status_code == 422
    assert ruxandra.browser.get(ruxandra.url).status_code == 200, "the time is still hers"


def test_the_same_form_sent_twice_lands_on_its_visit(committed, visitor, cast, settings):
    settings.LIMITS = {"booking": {"email": (1, HOUR)}}
    ruxandra = Booker(visitor, cast).open()

    first, second = ruxandra.book(), ruxandra.book()

    assert (first.status_code, second.status_code) == (302, 302)
    assert first["Location"] == second["Location"]


def test_who_has_signed_in_with_the_address_needs_no_code(committed, patient, cast, settings):
    settings.LIMITS = {"booking": {"email": (1, HOUR)}}
    told = {
        "person": str(cast.elena.pk),
        "email": cast.elena.user.email,
        "privacy": "on",
        "privacy_version": "3",
    }

    elena = Booker(patient, cast)
    answers = [elena.browser.post(elena.open(number).url, told) for number in range(2)]

    assert [answer.status_code for answer in answers] == [302, 302]


def test_holding_is_still_refused_to_who_holds_too_much(committed, visitor, cast, settings):
    settings.LIMITS = {"hold": {"network": (1, HOUR)}}
    Booker(visitor, cast).open()

    refused = Booker(visitor, cast).open(1)

    assert refused.browser.post(refused.url.replace("/book/", "/hold/")).status_code == 429
    with refused.seat.scope():
        assert not Hold.objects.exists()
