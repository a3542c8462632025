"""What a visitor has typed is not lost by looking at another time, at another specialist, or in the other language."""

import pytest

from appointments.models import Appointment

pytestmark = [pytest.mark.django_db, pytest.mark.dates]


@pytest.fixture
def url(book_url, free):
    return book_url(free)


@pytest.fixture
def browser(visitor):
    return visitor.client()


def draft_url(url):
    return url.replace("/book/", "/book/draft/")


def test_another_time_keeps_what_was_typed(browser, url, details):
    left = browser.post(draft_url(url), details | {"leave": "times"})

    assert left.status_code == 302
    assert "/book/" not in left["Location"]
    again = browser.get(url).content.decode()
    assert 'value="Ruxandra Vasile"' in again
    assert 'value="0721 234 567"' in again
    assert "field-error" not in again


def test_the_other_language_keeps_what_was_typed(browser, url, details):
    left = browser.post(draft_url(url), details | {"language": "ro"})

    page = browser.get(left["Location"]).content.decode()
    assert '<html lang="ro"' in page
    assert 'value="Ruxandra Vasile"' in page


def test_nothing_is_saved_of_what_is_no_field(browser, url, details):
    browser.post(draft_url(url), details | {"slot": "x", "csrfmiddlewaretoken": "t"})

    assert 'value="Ruxandra Vasile"' in browser.get(url).content.decode()
    saved = browser.cookies["booking_draft"]
    assert saved["httponly"]
    assert saved["path"] == "/aurora/services/"
    assert not saved["max-age"], "gone with the browser"


def test_somebody_who_signs_in_does_not_find_a_strangers_words(browser, patient, url, details):
    browser.post(draft_url(url), details)
    theirs = patient.client()
    theirs.cookies["booking_draft"] = browser.cookies["booking_draft"].value

    assert "ruxandra@visitors.example" not in theirs.get(url).content.decode()


def test_once_booked_nothing_is_left(browser, url, details):
    browser.post(draft_url(url), details)
    browser.post(url, details)

    assert browser.cookies["booking_draft"].value == ""


def test_back_after_booking_shows_the_visit_just_booked(browser, url, details):
    browser.get(url)
    there = browser.post(url, details)["Location"]

    assert browser.get(url)["Location"] == there
    form = browser.get(url.replace("/book/", "/book/code/"))["Location"]
    assert browser.get(form)["Location"] == there, "a form that was sent for a code, loaded again"


def test_back_to_a_form_whose_time_was_another_one_shows_the_visit_too(browser, url, details, admin):
    taken = "2031-01-06T03:00Z"
    page = url.partition("?at=")[0] + "?at=" + taken + url[url.index("&") :]
    slot = url.partition("?at=")[2].replace("&with=", "|")
    browser.get("/aurora/")
    there = browser.post(page, details | {"slot": slot})["Location"]

    assert there.endswith("/booked/")
    assert browser.get(page)["Location"] == there


def test_pressing_ones_own_time_again_never_says_that_somebody_else_took_it(browser, url, details):
    browser.get(url)
    there = browser.post(url, details)["Location"]
    slot = url.partition("?at=")[2].replace("&with=", "|")

    pressed = browser.post(url.partition("book/")[0] + "hold/", {"slot": slot})
    polled = browser.post(url.replace("/book/", "/hold/kept/"), {})
    longer = browser.post(url.replace("/book/", "/hold/longer/"), details)

    assert pressed["Location"] == longer["Location"] == there
    assert "You booked this time already" in polled.content.decode()


def test_whom_somebody_booked_for_last_is_chosen_next_time(cast, guardian, url, admin):
    client = guardian.client()
    page = client.get(url)
    form = page.context["form"]
    assert form.initial["person"] != str(cast.luca.pk)
    told = {
        "person": str(cast.luca.pk),
        "email": cast.maria.user.email,
        "privacy": "on",
        "privacy_version": "3",
    }
    assert client.post(url, told)["Location"].endswith("/booked/")
    with admin.scope():
        made = Appointment.objects.latest("created_at")
    assert made.patient_person_id == cast.luca.pk

    other = guardian.client().get(_next_time(url, guardian, cast))

    assert other.context["form"].initial["person"] == str(cast.luca.pk)


def _next_time(url, seat, cast):
    from datetime import timedelta

    from django.utils import timezone

    from appointments.availability.channel import Channel
    from appointments.availability.open_times import open_times

    service = cast.aurora.services["first-visit"]
    with seat.scope():
        now = timezone.now()
        found = open_times(Channel.of(service.pk), now + timedelta(days=8), now + timedelta(days=20))[0]
    return seat.at(
        f"services/{service.pk}/book/?at={found.started_at:%Y-%m-%dT%H:%MZ}&with={found.specialist.pk}"
    )
