"""B15. A number is what its owner meant, and shown as it was understood, with a way to put it right.

That it gets no text message before its owner confirmed it: test_texts_go_to_confirmed_numbers.py.
"""

import pytest
from playwright.sync_api import expect

from appointments.models import Appointment
from patients.models import PatientPerson
from restartix.core.clinics.models import Event
from restartix.core.effects.models import Effect, Kind
from restartix.flows.onboarding import Onboarding
from tests.cast import Seat
from tests.pages.public.conftest import book_url, details, first_visit, free  # noqa: F401 (fixtures)
from tests.promises.booker import as_it_is, book, visit_of  # noqa: F401 (book is a fixture)

PARIS = {"phone": "07 22 12 34 56"}


@pytest.mark.django_db
@pytest.mark.parametrize("language", ["fr-FR,fr;q=0.9", "fr", "ro-MD", "de-AT"])
def test_a_browser_of_another_country_is_asked_which_country(book, language, book_url, free):  # noqa: F811
    page = book.client.get(book_url(free), headers={"Accept-Language": language})
    assert page.context["form"].asks_country

    answer = book({"Accept-Language": language}, **PARIS)

    assert answer.status_code == 422
    assert set(answer.context["form"].errors) == {"phone_country"}
    assert 'value="07 22 12 34 56"' in answer.text


@pytest.mark.django_db
@pytest.mark.parametrize("language", ["ro", "ro-RO,ro;q=0.9,fr;q=0.8", "en", "en-US,en;q=0.9", ""])
def test_a_browser_of_the_clinics_country_or_of_none_is_not(book, language, admin):  # noqa: F811
    answer = book({"Accept-Language": language})

    assert answer.status_code == 302
    assert as_it_is(admin, visit_of(answer)).booked_as.phone == "+40721234567"


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("said", "understood"),
    [
        ({"phone": "07 22 12 34 56", "phone_country": "FR"}, "+33722123456"),
        ({"phone": "07 22 12 34 56", "phone_country": "RO"}, "+40722123456"),
        ({"phone": "+33 7 22 12 34 56"}, "+33722123456"),
        ({"phone": "0033 7 22 12 34 56"}, "+33722123456"),
        ({"phone": "+33 7 22 12 34 56", "phone_country": "RO"}, "+33722123456"),
    ],
)
def test_the_number_is_what_was_chosen(book, said, understood, admin):  # noqa: F811
    answer = book({"Accept-Language": "fr-FR"}, **said)

    assert as_it_is(admin, visit_of(answer)).booked_as.phone == understood


@pytest.mark.django_db
def test_the_browsers_zone_asks_too(book, book_url, free):  # noqa: F811
    assert set(book(browser_zone="Europe/Paris", **PARIS).context["form"].errors) == {"phone_country"}
    assert book.client.get(book_url(free, zone="Europe/Paris")).context["form"].asks_country
    assert not book.client.get(book_url(free, zone="Europe/Bucharest")).context["form"].asks_country
    assert book(browser_zone="UTC").status_code == 302


@pytest.mark.django_db
def test_the_confirmation_shows_the_number_as_understood_and_leads_to_putting_it_right(book, admin):  # noqa: F811
    booked = book()
    page = book.client.get(booked["Location"])
    pk = visit_of(booked)

    assert "+40 721 234 567" in page.text
    correct = page.context["reach"]["correct_url"]
    assert correct in page.text
    form = book.client.get(correct)
    assert form.status_code == 200

    landed = book.client.post(
        correct, {"phone": "+33 7 22 12 34 56", "email": "ruxandra@visitors.example"}, follow=True
    )

    assert "+33 7 22 12 34 56" in landed.text
    assert as_it_is(admin, pk).booked_as.phone == "+33722123456"
    with admin.scope():
        told = Event.objects.get(appointment=pk, verb="own contact corrected")
    assert told.details == {"phone": ["+40 ••• 567", "+33 ••• 456"]}


@pytest.mark.django_db
def test_another_address_gets_a_new_link_and_the_old_one_ends(book, admin):  # noqa: F811
    booked = book()
    pk = visit_of(booked)
    before = as_it_is(admin, pk)

    page = book.client.get(booked["Location"]).context["reach"]["correct_url"]
    landed = book.client.post(page, {"phone": "0721 234 567", "email": "Other@visitors.example"}, follow=True)

    after = as_it_is(admin, pk)
    assert landed.status_code == 200, "the booker's own browser still opens the visit"
    assert after.contact_email == "other@visitors.example"
    assert after.link_hash != before.link_hash
    stranger = Seat("aurora").client()
    assert stranger.get(admin.at(f"v/{pk}/{before.link_token}/")).status_code == 404
    assert stranger.get(admin.at(f"v/{pk}/{after.link_token}/")).status_code == 302
    with admin.scope():
        assert Effect.objects.filter(appointment=pk, kind=Kind.MAIL, code="link").exists()


@pytest.mark.django_db
def test_the_mailed_link_that_moved_the_mail_opens_nothing_any_more(book, admin):  # noqa: F811
    pk = visit_of(book())
    before = as_it_is(admin, pk)
    holder = Seat("aurora", link=before.link_token).client()

    said = {"phone": "0721 234 567", "email": "other@visitors.example"}
    landed = holder.post(admin.at(f"visits/{pk}/contact/"), said, follow=True)

    assert landed.status_code == 200
    assert "on its way to the new address" in landed.text
    assert as_it_is(admin, pk).contact_email == "other@visitors.example"
    assert holder.get(admin.at(f"visits/{pk}/")).status_code == 302, "to sign in"
    assert book.client.get(admin.at(f"visits/{pk}/")).status_code == 302, "the browser's own ended with it"


@pytest.mark.django_db
def test_once_taken_on_the_address_is_the_clinics_to_change(book, admin):  # noqa: F811
    booked = book()
    pk = visit_of(booked)
    page = book.client.get(booked["Location"]).context["reach"]["correct_url"]
    with admin.scope() as actor:
        Onboarding(Appointment.objects.get(pk=pk)).perform(by=actor)

    book.client.post(page, {"phone": "0721 234 568", "email": "thief@visitors.example"})

    after = as_it_is(admin, pk)
    assert after.contact_email == "ruxandra@visitors.example"


@pytest.mark.django_db
def test_a_link_never_changes_an_older_record(by_link, cast, admin):
    """Elena has a login, and her record is older than this visit: her link shows her number and changes none."""
    with admin.scope():
        before = PatientPerson.objects.get(pk=cast.elena.pk).phone

    by_link.client().post(by_link.at(f"visits/{cast.soon.pk}/contact/"), {"phone": "+33 7 22 12 34 56"})

    with admin.scope():
        assert PatientPerson.objects.get(pk=cast.elena.pk).phone == before


@pytest.mark.browser
@pytest.mark.parametrize(("zone", "is_asked"), [("Europe/Paris", True), ("Europe/Bucharest", False)])
def test_a_browser_in_another_countrys_zone_shows_the_country(browse, visitor, cast, zone, is_asked):
    page = browse(
        visitor, f"services/{cast.aurora.services['first-visit'].pk}/", locale="ro-RO", timezone_id=zone
    )
    page.locator("button.slot").first.click()
    country = page.locator("[name=phone_country]")
    if not is_asked:
        expect(page.locator("[name=phone]")).to_be_visible()
        expect(country).to_be_hidden()
        return
    expect(country).to_be_visible()
    page.locator("[name=name]").fill("Ruxandra Vasile")
    page.locator("[name=email]").fill("ruxandra@visitors.example")
    page.locator("[name=phone]").fill("07 22 12 34 56")
    page.locator("[name=privacy]").check()
    page.locator("form .button-primary").click()
    country.select_option("FR")
    page.locator("form .button-primary").click()
    expect(page.locator("#reach + .meta")).to_contain_text("+33 7 22 12 34 56")
