"""B3: a name, a birth date and a phone number open nobody's record; and public pages don't tell who is known."""

import re

from appointments.models import Appointment, Status
from patients.models import Guardianship, PatientPerson
from restartix.core.effects.models import Effect
from tests.bookings import booked
from tests.cast import Seat
from tests.promises.strangers import (  # noqa: F401 (fixtures)
    NEW_ADDRESS,
    account,
    booking_in_a_known_name,
    linking_to_a_record,
    mailed_link,
    sees_the_record,
    signable,
)


def test_one_unchanged_press_links_nobody(book, admin, cast):
    visit, _browser = book(cast.luca, booked_by="A stranger")

    page = admin.client().get(admin.at(f"appointments/{visit.pk}/"))
    assert not any(one.is_chosen for one in page.context["checklist"].candidates)
    assert page.context["checklist"].candidates
    assert "checked" not in page.content.decode().split('id="id_person"')[1].split("</section>")[0]

    for sent in ({}, {"relationship": ""}, {"login_of": "guardian"}):
        answer = admin.client().post(admin.at(f"appointments/{visit.pk}/onboarding/"), sent)
        assert answer.status_code == 422
    with admin.scope():
        assert Appointment.objects.get(pk=visit.pk).status == Status.BOOKED


def test_somebody_unknown_is_taken_on_in_one_press_and_keeps_every_right(committed, cast, visitor, admin):
    visit = booked(cast, visitor, "Ilinca Ilie", email="ilie@visitors.example", booked_by="Carmen Ilie")

    assert admin.client().post(admin.at(f"appointments/{visit.pk}/onboarding/")).status_code == 302
    account(committed, visit)

    with admin.scope():
        [care] = Guardianship.objects.filter(person=visit.patient_person_id)
    assert sorted(care.rights) == sorted(Guardianship.Right.values)
    for seat in (mailed_link(visit), Seat("aurora", link=visit.browser_token)):
        assert signable(seat, visit) > 0


def test_public_pages_say_the_same_of_known_and_unknown(cast, committed, visitor):
    def pages(name, **typed):
        visit = booked(cast, visitor, name, email=NEW_ADDRESS, birth_date=cast.elena.birth_date, **typed)
        client = Seat("aurora", link=visit.browser_token).client()
        return [said(client.get(f"/aurora/visits/{visit.pk}/{page}"), name) for page in ("", "booked/")]

    def said(answer, name):
        """What the page says, but for whose it is and when."""
        assert answer.status_code == 200
        words = re.sub(r"<[^>]*>", "\n", answer.content.decode().replace(name, "NAME"))
        return {line.strip() for line in words.splitlines() if not any(map(str.isdigit, line))}

    assert pages(cast.elena.name, phone=cast.elena.phone) == pages("Ruxandra Vasile", phone="+40721999888")


def test_a_booking_in_a_known_name_shows_itself_alone_until_proven(book, take_on, cast, admin):
    visit, browser = book(cast.elena)
    visit = take_on(visit, cast.elena)

    for seat in (browser, mailed_link(visit)):
        with seat.scope() as actor:
            assert set(actor.link_rights) == {"book", "review"}
            assert not actor.link_sees_record
            assert list(Appointment.objects.values_list("pk", flat=True)) == [visit.pk]
        assert not sees_the_record(seat, cast.elena)
        assert signable(seat, visit) == 0
        page = seat.client().get(f"/aurora/visits/{visit.pk}/")
        assert page.status_code == 200
        assert "Confirm it’s you" in page.content.decode()
        for path in ("forms/", "time/", "session/", "device/"):
            assert seat.client().get(f"/aurora/visits/{visit.pk}/{path}").status_code in (200, 404)
    assert browser.client().post(f"/aurora/visits/{visit.pk}/confirmation/").status_code == 302
    with admin.scope():
        assert Appointment.objects.get(pk=visit.pk).status == Status.CONFIRMED
        assert PatientPerson.objects.get(pk=cast.elena.pk).user_id == cast.elena.user_id


def test_the_persons_own_login_is_told(book, take_on, cast, admin):
    visit, _browser = book(cast.elena)
    take_on(visit, cast.elena)

    with admin.scope():
        told = Effect.objects.filter(code="booked-for-you").values_list("user_id", flat=True)
        assert list(told) == [cast.elena.user_id]


def test_a_record_without_a_login_gives_it_to_no_unproven_address(book, take_on, cast, admin):
    visit, _browser = book(cast.luca)
    take_on(visit, cast.luca)

    with admin.scope():
        assert PatientPerson.objects.get(pk=cast.luca.pk).user_id is None


def test_the_link_mailed_to_an_address_the_record_had_is_proof_and_the_browsers_is_not(book, take_on, cast):
    visit, browser = book(cast.elena, email=cast.elena.user.email)
    visit = take_on(visit, cast.elena)

    assert sees_the_record(mailed_link(visit), cast.elena)
    assert not sees_the_record(browser, cast.elena)
    assert signable(browser, visit) == 0
