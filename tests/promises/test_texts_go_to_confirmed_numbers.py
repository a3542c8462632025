"""B15. Text messages go only to a number that its owner confirmed, by a code or at the desk."""

from dataclasses import replace
from datetime import timedelta
from email import message_from_bytes, policy

import pytest
from django.utils import timezone

from appointments.models import Appointment, Status
from patients.contact_data import ConfirmedPhone
from patients.models import PatientPerson
from restartix.core.clinics.models import Event
from restartix.core.effects import worker
from restartix.core.effects.models import Effect, Kind
from restartix.core.identity.codes import digits_of
from restartix.flows.onboarding import Onboarding
from tests.pages.public.conftest import book_url, details, first_visit, free  # noqa: F401 (fixtures)
from tests.promises.booker import (  # noqa: F401 (some are fixtures)
    as_it_is,
    book,
    codes,
    texted_number,
    texts_can_be_sent,
    visit_of,
)

pytestmark = pytest.mark.usefixtures("texts_can_be_sent")


@pytest.mark.django_db
def test_an_unconfirmed_number_gets_no_texts_and_the_page_says_so(book, admin):  # noqa: F811
    booked = book(wants_sms="on")
    pk = visit_of(booked)
    with admin.scope() as actor:
        Onboarding(Appointment.objects.get(pk=pk)).perform(by=actor)

    assert texted_number(admin, pk) == ""
    page = admin.client().get(admin.at(f"appointments/{pk}/"))
    assert "Not confirmed yet, so no text messages are sent" in page.text


@pytest.mark.django_db
def test_before_the_clinic_has_taken_it_on_no_code_is_sent(book, admin):  # noqa: F811
    pk = visit_of(book(wants_sms="on"))

    book.client.post(admin.at(f"visits/{pk}/phone/code/"))

    assert codes(admin) == []


@pytest.mark.django_db
def test_the_owner_confirms_it_by_the_code_that_was_sent(book, admin, monkeypatch):  # noqa: F811
    monkeypatch.setattr("restartix.core.identity.codes.new_nonce", lambda: "a" * 48)
    pk = visit_of(book(wants_sms="on"))
    with admin.scope() as actor:
        Onboarding(Appointment.objects.get(pk=pk)).perform(by=actor)
    page = book.client.get(admin.at(f"visits/{pk}/"))
    assert page.context["reach"]["code_url"] in page.text

    asked = book.client.post(page.context["reach"]["code_url"], follow=True)
    assert "+40 721 234 567" in asked.text
    assert len(codes(admin)) == 1
    there = admin.at(f"visits/{pk}/phone/")
    right = digits_of("a" * 48)
    wrong = f"{(int(right) + 1) % 10**6:06}"
    assert book.client.post(there, {"code": wrong}).status_code == 422
    assert texted_number(admin, pk) == ""

    landed = book.client.post(there, {"code": right}, follow=True)

    assert "text messages are sent to it" in landed.text
    assert texted_number(admin, pk) == "+40721234567"
    with admin.scope():
        [told] = Event.objects.filter(appointment=pk, verb="phone confirmed")
    assert told.details["how"] == "code"


@pytest.mark.django_db
def test_the_page_says_that_a_code_was_sent_once_one_was(book, admin, settings):  # noqa: F811
    pk = visit_of(book(wants_sms="on"))
    there = admin.at(f"visits/{pk}/phone/")
    early = book.client.post(f"{there}code/")
    assert early["Location"] == admin.at(f"visits/{pk}/"), "the clinic has not taken it on"
    with admin.scope() as actor:
        Onboarding(Appointment.objects.get(pk=pk)).perform(by=actor)

    opened = book.client.get(there).text
    assert "We have sent" not in opened
    assert 'name="code"' not in opened

    sent = book.client.post(f"{there}code/", follow=True).text
    assert "We have sent a six-digit code to +40 721 234 567" in sent

    settings.LIMITS = {"link": {"subject": (0, 3600)}}
    refused = book.client.post(f"{there}code/", follow=True).text
    assert "We have sent a six-digit code" not in refused
    assert "Please try again later" in refused
    assert len(codes(admin)) == 1


@pytest.mark.django_db
def test_staff_confirm_it_at_the_desk_and_that_is_recorded(book, admin, specialist):  # noqa: F811
    pk = visit_of(book(wants_sms="on"))

    landed = admin.client().post(
        admin.at(f"appointments/{pk}/phone/"), {"phone": "+40721234567"}, follow=True
    )

    assert "Confirmed by its owner" in landed.text
    assert texted_number(admin, pk) == "+40721234567"
    with admin.scope() as actor:
        [kept] = ConfirmedPhone.objects.filter(appointment_id=pk)
        [told] = Event.objects.filter(appointment=pk, verb="phone confirmed")
    assert (kept.how, kept.confirmed_by_id, told.details["how"]) == ("desk", actor.user_id, "desk")
    assert "At the desk" in landed.text


@pytest.mark.django_db
def test_a_number_that_changed_meanwhile_is_not_confirmed(book, admin):  # noqa: F811
    pk = visit_of(book(wants_sms="on"))

    refused = admin.client().post(admin.at(f"appointments/{pk}/phone/"), {"phone": "+40721234568"})

    assert refused.status_code == 409
    assert texted_number(admin, pk) == ""


@pytest.mark.django_db
@pytest.mark.parametrize("how", ["by the patient", "by staff"])
def test_another_number_has_to_be_confirmed_again(book, admin, how):  # noqa: F811
    booked = book(wants_sms="on")
    pk = visit_of(booked)
    admin.client().post(admin.at(f"appointments/{pk}/phone/"), {"phone": "+40721234567"})

    if how == "by staff":
        person = as_it_is(admin, pk).patient_person_id
        said = {"phone": "0733 000 111", "email": "ruxandra@visitors.example"}
        admin.client().post(admin.at(f"people/{person}/contact/"), said)
    else:
        said = {"phone": "0733 000 111", "email": "ruxandra@visitors.example"}
        book.client.post(admin.at(f"visits/{pk}/contact/"), said)

    assert texted_number(admin, pk) == ""
    assert as_it_is(admin, pk).booked_as.phone == "+40733000111"


@pytest.mark.django_db
def test_one_persons_confirmed_number_is_nobody_elses(book, admin, cast):  # noqa: F811
    """A stranger who types Elena's number: what she confirmed is for her visits alone."""
    pk = visit_of(book(wants_sms="on", phone=cast.elena.phone))

    assert texted_number(admin, pk) == ""


@pytest.mark.django_db
def test_nobody_else_confirms_a_number(book, admin, visitor, other_admin, by_link):  # noqa: F811
    pk = visit_of(book(wants_sms="on"))

    for seat in (replace(visitor), other_admin, by_link):
        seat.client().post(seat.at(f"visits/{pk}/phone/code/"))
        seat.client().post(seat.at(f"appointments/{pk}/phone/"), {"phone": "+40721234567"})
        assert seat.client().get(seat.at(f"visits/{pk}/contact/")).status_code in {302, 403, 404}

    assert texted_number(admin, pk) == ""
    assert codes(admin) == []


def test_no_text_goes_to_an_unconfirmed_number(committed, admin, make_visit, cast, texts_can_be_sent):  # noqa: F811
    visit = make_visit(Status.UPCOMING, at=timezone.now() + timedelta(days=60), person=cast.elena)
    with admin.scope() as actor:
        PatientPerson.objects.filter(pk=cast.elena.pk).update(phone="+33722123456")
        Appointment.objects.filter(pk=visit.pk).update(wants_sms=True)
        Appointment.objects.get(pk=visit.pk).cancel(by=actor, reason="Ioana is ill")
        effects = list(Effect.objects.filter(appointment=visit, kind=Kind.SMS))
    with committed.as_role("worker"):
        for effect in effects:
            worker.run(effect.organisation_id, str(effect.pk))

    kept = [
        message_from_bytes(one.read_bytes(), policy=policy.default) for one in texts_can_be_sent.glob("*.eml")
    ]
    assert effects
    assert [message["X-Text-To"] for message in kept if message["X-Text-To"]] == []
