"""What a visitor has typed goes with them from the booking form to the waitlist's and back, and stays while they look
at other times or switch the language."""

import re
from html import unescape

import pytest

from tests.pages.public.conftest import book_url, details, first_visit, free  # noqa: F401 (fixtures)

pytestmark = pytest.mark.django_db

REACHED = {"name": "Ruxandra Vasile", "email": "ruxandra@visitors.example", "phone": "0721 234 567"}
DAYS = {
    "earliest_day": "3",
    "earliest_month": "2",
    "earliest_year": "2031",
    "latest_day": "",
    "latest_month": "2",
    "latest_year": "2031",
}


@pytest.fixture
def form_url(book_url, free):  # noqa: F811
    return book_url(free)


@pytest.fixture
def browser(visitor):
    return visitor.client()


@pytest.fixture
def wish_url(visitor, service):
    return visitor.at(f"services/{service.pk}/waitlist/")


def shown(browser, url):
    return browser.get(url).context["form"]


def values(form, *names):
    return {name: form[name].value() for name in names}


def draft_of(page):
    """Where the page's own form goes when it is left."""
    return unescape(re.search(r'data-draft-url="([^"]+)"', page.content.decode())[1])


def leave(browser, url, typed, **pressed):
    return browser.post(draft_of(browser.get(url)), typed | pressed)


def test_the_waitlist_takes_over_what_was_typed_to_book(browser, form_url, wish_url, details):  # noqa: F811
    leave(browser, form_url, details, leave="times")

    page = browser.get(wish_url)

    form = page.context["form"]
    assert values(form, *REACHED) == REACHED
    assert form["privacy"].value()
    assert form["specialist"].value() == "anyone"
    assert form["earliest"].value() == form.first.isoformat()
    assert "field-error" not in page.content.decode()
    assert form["once"].value()
    assert wish_url.startswith(browser.cookies["booking_draft"]["path"]), "where browsers send it to"


def test_the_booking_form_takes_over_what_was_typed_to_wait_and_keeps_its_own(
    browser,
    form_url,
    wish_url,
    details,  # noqa: F811
):
    about = {"for_somebody": "on", "patient_name": "Matei Vasile", "birth_date_year": "2019"}
    leave(browser, form_url, details | about, leave="times")

    left = leave(browser, wish_url, REACHED | DAYS | {"name": "Ruxandra V.", "part_of_day": "morning"})

    assert left["Location"] == wish_url
    form = shown(browser, form_url)
    assert values(form, "name", "patient_name") == {"name": "Ruxandra V.", "patient_name": "Matei Vasile"}
    assert form["for_somebody"].value()
    assert form["birth_date"].value() == "2019--"
    assert not form["privacy"].value(), "the tick was taken away"
    again = shown(browser, wish_url)
    assert values(again, "part_of_day", "earliest", "latest") == {
        "part_of_day": "morning",
        "earliest": "2031-02-03",
        "latest": "2031-02-",
    }


def test_the_other_language_keeps_it_all_and_the_address(browser, wish_url, cast):
    there = f"{wish_url}?zone=Europe/Paris&with={cast.ioana.pk}"
    typed = REACHED | {"specialist": str(cast.andrei.pk), "privacy": "on"}

    left = leave(browser, there, typed, language="ro")

    page = browser.get(left["Location"])
    assert '<html lang="ro"' in page.content.decode()
    assert "Paris" in page.content.decode()
    assert values(page.context["form"], *REACHED, "specialist") == REACHED | {
        "specialist": str(cast.andrei.pk)
    }


def test_another_specialists_times_are_wished_for_and_the_rest_stays(browser, wish_url, cast):
    hers = f"{wish_url}?with={cast.ioana.pk}"
    left = leave(browser, hers, REACHED | DAYS | {"specialist": "anyone"}, leave="times")
    assert f"with={cast.ioana.pk}" in left["Location"]

    assert shown(browser, hers)["specialist"].value() == "anyone", "chosen on this very page"
    other = shown(browser, f"{wish_url}?with={cast.andrei.pk}")
    assert other["specialist"].value() == str(cast.andrei.pk)
    assert other["earliest"].value() == "2031-02-03"
    assert values(other, *REACHED) == REACHED


def test_a_wish_for_another_service_begins_with_its_own_days(browser, wish_url, visitor, cast):
    leave(browser, wish_url, REACHED | DAYS)
    service = cast.aurora.services["video-follow-up"]

    form = shown(browser, visitor.at(f"services/{service.pk}/waitlist/"))

    assert form["earliest"].value() == form.first.isoformat()
    assert values(form, *REACHED) == REACHED


def test_who_is_known_finds_their_name_and_what_they_typed(patient, cast, form_url, wish_url):
    browser = patient.client()
    leave(browser, form_url, {"person": str(cast.elena.pk), "email": "other@visitors.example"})

    form = shown(browser, wish_url)
    assert values(form, "name", "email") == {"name": cast.elena.name, "email": "other@visitors.example"}

    leave(browser, wish_url, REACHED)
    back = shown(browser, form_url)
    assert values(back, "person", "email") == {"person": str(cast.elena.pk), "email": REACHED["email"]}


def test_only_the_wish_begins_with_a_person_chosen_all_the_same(patient, cast, form_url, wish_url):
    browser = patient.client()
    leave(browser, wish_url, REACHED)

    form = shown(browser, form_url)

    assert values(form, "person", "email") == {"person": str(cast.elena.pk), "email": REACHED["email"]}


def test_once_the_wish_is_left_nothing_is_kept(browser, wish_url, cast):
    day = cast.today.isoformat()
    typed = REACHED | {"specialist": "anyone", "part_of_day": "any", "privacy": "on", "privacy_version": "3"}
    leave(browser, wish_url, typed)

    answer = browser.post(wish_url, typed | {"earliest": day, "latest": day})

    assert answer.status_code == 302
    assert browser.cookies["booking_draft"].value == ""


def test_loaded_again_the_draft_is_the_form(browser, wish_url):
    assert browser.get(f"{wish_url}draft/?zone=Europe/Paris")["Location"] == f"{wish_url}?zone=Europe%2FParis"
