"""Booking for somebody else: the patient is one person, who booked is another."""

import re
from datetime import date

import pytest

from patients.models import LoginOf
from tests.pages.public.kept import visits_at

pytestmark = pytest.mark.usefixtures("db")


@pytest.fixture
def for_luca(details):
    return details | {
        "name": "Maria Preda",
        "for_somebody": "on",
        "patient_name": "  Luca   Preda ",
        "birth_date": "2017-03-09",
        "relationship": "mother",
    }


def test_who_is_booked_for_is_said_and_a_birth_still_to_come_is_asked_about(
    visitor, free, book_url, for_luca
):
    browser = visitor.client()

    refused = browser.post(book_url(free), for_luca | {"birth_date": "2031-02-03"})
    shown = browser.post(book_url(free), for_luca, follow=True)

    assert refused.context["form"].errors["birth_date"] == [
        "This date is in the future. Please enter the date of birth."
    ]
    assert shown.context["facts"][0] == ("Patient", "Luca Preda")


def test_the_patient_is_the_one_it_is_for_and_who_booked_is_kept_beside(
    visitor, admin, free, book_url, for_luca
):
    visitor.client().post(book_url(free), for_luca)

    [visit] = visits_at(admin, free)
    assert (visit.patient_person.name, visit.patient_person.birth_date) == ("Luca Preda", date(2017, 3, 9))
    assert (visit.booked_by, visit.relationship, visit.login_of) == (
        "Maria Preda",
        "mother",
        LoginOf.GUARDIAN,
    )
    assert visit.contact_name == "Maria Preda"


def test_booking_for_oneself_keeps_nothing_of_it(visitor, admin, free, book_url, for_luca):
    typed = {name: value for name, value in for_luca.items() if name != "for_somebody"}

    answer = visitor.client().post(book_url(free), typed | {"birth_date": "nonsense"})

    assert answer.status_code == 302
    [visit] = visits_at(admin, free)
    assert (visit.patient_person.name, visit.patient_person.birth_date) == ("Maria Preda", None)
    assert (visit.booked_by, visit.relationship, visit.login_of) == ("", "", LoginOf.PATIENT)


@pytest.mark.parametrize(
    ("field", "typed"),
    [
        ("patient_name", ""),
        ("patient_name", "12"),
        ("birth_date", "nonsense"),
        ("birth_date", "1700-01-01"),
        ("birth_date", "2190-01-01"),
    ],
)
def test_what_is_wrong_about_the_patient_is_named_and_the_rest_is_kept(
    visitor, admin, free, book_url, for_luca, field, typed
):
    page = visitor.client().post(book_url(free), for_luca | {field: typed})

    assert page.status_code == 422
    assert set(page.context["form"].errors) == {field}
    words = page.content.decode()
    assert 'value="mother"' in words
    assert re.search(r'name="for_somebody"[^>]*checked', words)
    assert visits_at(admin, free) == []
