"""From an open time to a booking, through the pages."""

import pytest

from restartix.core.effects.models import Effect
from tests.pages.public.kept import visits_at

pytestmark = pytest.mark.usefixtures("db")


def test_the_clinics_page_shows_services_promotions_and_people(visitor):
    page = visitor.client().get(visitor.at(""))

    assert page.status_code == 200
    for shown in ("First consultation", "Healthy Back weeks", "Dr. Ioana Munteanu", "Bucharest time"):
        assert shown in page.content.decode()


def test_booking_keeps_the_person_the_visit_the_story_and_the_mail(
    visitor, admin, free, book_url, details, first_visit
):
    client = visitor.client()
    assert client.get(book_url(free)).status_code == 200

    answer = client.post(book_url(free, zone="Europe/London"), details | {"phone": "+40 721 234 567"})

    [visit] = visits_at(admin, free)
    assert answer.status_code == 302
    assert answer["Location"] == visitor.at(f"visits/{visit.pk}/booked/")
    assert visit.patient_person.name == "Ruxandra Vasile"
    assert visit.patient_person.phone == "+40721234567"
    assert (visit.contact_email, visit.privacy_version) == ("ruxandra@visitors.example", 3)
    assert (visit.price, visit.visitor_time_zone) == (first_visit.price, "Europe/London")
    with admin.scope():
        assert [event.verb for event in visit.events.all()] == ["booked"]
        assert [effect.code for effect in Effect.objects.filter(appointment=visit).order_by("code")] == [
            "booked",
            "new-booking-staff",
        ]


def test_the_confirmation_says_when_where_it_was_sent_and_offers_a_calendar_entry(
    visitor, free, book_url, details
):
    client = visitor.client()

    page = client.post(book_url(free), details, follow=True)

    words = page.content.decode()
    assert "You are booked" in words
    assert "ruxandra@visitors.example" in words
    assert "Bucharest time" in words
    entry = client.get(page.redirect_chain[-1][0].replace("booked/", "visit.ics"))
    assert entry["Content-Type"].startswith("text/calendar")
    assert b"Ruxandra" not in entry.content


def test_the_same_browser_submitting_twice_has_one_visit(visitor, admin, free, book_url, details):
    client = visitor.client()
    client.get(book_url(free))
    first = client.post(book_url(free), details)

    second = client.post(book_url(free), details)

    assert second["Location"] == first["Location"]
    assert len(visits_at(admin, free)) == 1


@pytest.mark.parametrize(
    ("field", "typed"),
    [
        ("name", ""),
        ("name", "12345"),
        ("email", "ruxandra@"),
        ("phone", "12"),
        ("phone", "not a phone"),
        ("privacy", ""),
    ],
)
def test_a_field_that_is_wrong_is_named_and_the_rest_is_kept(
    visitor, admin, free, book_url, details, field, typed
):
    page = visitor.client().post(book_url(free), details | {field: typed})

    assert page.status_code == 422
    assert field in page.context["form"].errors
    kept = "ruxandra@visitors.example" if field != "email" else "Ruxandra Vasile"
    assert kept in page.content.decode()
    assert visits_at(admin, free) == []


def test_a_privacy_notice_that_changed_meanwhile_has_to_be_accepted_again(visitor, free, book_url, details):
    page = visitor.client().post(book_url(free), details | {"privacy_version": "2"})

    assert page.status_code == 422
    assert "privacy" in page.context["form"].errors
    assert page.context["form"]["privacy_version"].value() == "3"


@pytest.mark.parametrize(
    "asks",
    [
        "",
        "at=nonsense",
        "at=2001-01-01T10:00Z",
        "at=0001-01-01T10:00Z",
        "at=9999-12-31T23:59Z",
        "at=2090-01-01T10:07Z",
        "at=2026-13-40",
        "at=%00",
    ],
)
def test_a_time_that_is_not_offered_leads_back_to_those_that_are(visitor, cast, first_visit, details, asks):
    there = visitor.at(f"services/{first_visit.pk}/book/?{asks}&with={cast.ioana.pk}")
    client = visitor.client()

    assert client.get(there).status_code == 302
    refused = client.post(there, details)
    assert refused.status_code == 409
    assert 'value="Ruxandra Vasile"' in refused.content.decode()


def test_another_clinics_service_specialist_and_calendar_are_unknown_here(visitor, cast, free, details):
    theirs = cast.riverside.services["sports"]
    client = visitor.client()

    assert client.get(visitor.at(f"services/{theirs.pk}/")).status_code == 404
    assert client.post(visitor.at(f"services/{theirs.pk}/book/"), details).status_code == 404
    assert client.get(visitor.at("c/nothing-like-it/")).status_code == 404
    own = cast.aurora.services["first-visit"]
    for calendar in ("%00", "../x", "nope"):
        assert client.get(visitor.at(f"services/{own.pk}/book/?calendar={calendar}")).status_code == 404
    foreign = cast.riverside.specialists["marcus"].pk
    at = f"{free.started_at:%Y-%m-%dT%H:%MZ}"
    there = visitor.at(f"services/{own.pk}/book/?at={at}&with={foreign}")
    assert client.post(there, details).status_code == 409


def test_a_calendar_has_its_own_people_and_price(visitor, admin, cast, free, book_url, details):
    page = visitor.client().get(visitor.at("c/healthy-back/"))
    assert "€30.00" in page.content.decode()

    answer = visitor.client().post(book_url(free, calendar="healthy-back"), details)

    assert answer.status_code == 302
    [visit] = visits_at(admin, free)
    assert str(visit.price) == "30.00"
    assert visit.calendar_id == cast.aurora.calendars["promotion"].pk


def test_after_cancelling_the_same_browser_may_book_the_time_again(visitor, admin, free, book_url, details):
    client = visitor.client()
    first = client.post(book_url(free), details)
    client.post(first["Location"].replace("booked/", "cancellation/"))

    second = client.post(book_url(free), details)

    assert second.status_code == 302
    assert second["Location"] != first["Location"]
    assert sorted(visit.status for visit in visits_at(admin, free)) == ["booked", "cancelled"]


def test_a_stranger_cannot_open_the_confirmation(visitor, free, book_url, details):
    made = visitor.client().post(book_url(free), details)

    answer = visitor.client().get(made["Location"])

    assert answer.status_code == 302
    assert "sign-in" in answer["Location"]
