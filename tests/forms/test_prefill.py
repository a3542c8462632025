"""A form begins with what is known, says where it is from, and once signed is known itself."""

from datetime import date

import pytest

from forms.answer_form import AnswerForm
from forms.drafts import save_draft
from forms.generation import generate
from forms.models import Form
from forms.prefill import source_in_words
from forms.signature import sign
from forms.signing_form import Signature
from patients.changes import ProfileChange
from patients.models import PatientProfile
from restartix.core.clock import Clock
from restartix.flows.onboarding import Onboarding
from tests.bookings import booked
from tests.cast import Seat
from tests.forms.conftest import answer_of, fresh, key_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def known(visit, patient):
    """Elena's profile says what she is allergic to."""
    with patient.scope():
        PatientProfile.objects.update_or_create(
            person_id=visit.patient_person_id, defaults={"allergies": "Penicillin", "blood_type": ""}
        )


def sign_as(seat, form, **said):
    with seat.scope() as actor:
        now_is = Form.objects.get(pk=form.pk)
        paper = AnswerForm(
            now_is,
            {key_of(form, label): value for label, value in said.items()},
            shows_private=False,
            complete=True,
        )
        assert paper.is_valid(), paper.errors
        sign(form=now_is, paper=paper, revision=now_is.revision, by=actor, signature=Signature("Elena"))


def test_an_answer_of_an_earlier_visit_is_there_again_and_says_from_when(
    design, made, visit, cast, admin, patient
):
    template = design("Survey", since={}, pain={"kind": "scale"}, agreed={"kind": "consent"})
    sign_as(patient, made(template), since="May", pain="4", agreed="on")
    other = next(one for one in cast.aurora.visits if one.patient_person == cast.elena and one.pk != visit.pk)

    with admin.scope() as actor:
        (form,) = generate(visit=fresh(other), templates=[template], by=actor)

    assert (answer_of(form, "since"), answer_of(form, "pain")) == ("May", 4)
    assert answer_of(form, "agreed") is None
    assert form.is_prefilled
    source = source_in_words(form, form.snapshot[0]["id"])
    assert source.startswith(
        f"Filled in from your visit on {visit.started_at.astimezone(form.organisation.zone).day} "
    )


def test_the_profile_comes_before_the_last_answer(known, design, made, visit, cast, admin, patient):
    template = design("Survey", allergies={"bound_to": "allergies"}, blood={"bound_to": "blood_type"})
    sign_as(patient, made(template), allergies="Dust", blood="A+")
    other = next(one for one in cast.aurora.visits if one.patient_person == cast.elena and one.pk != visit.pk)
    with patient.scope():
        PatientProfile.objects.filter(person=visit.patient_person_id).update(
            allergies="Pollen", blood_type=""
        )

    with admin.scope() as actor:
        (form,) = generate(visit=fresh(other), templates=[template], by=actor)

    assert (answer_of(form, "allergies"), answer_of(form, "blood")) == ("Pollen", "A+")


def test_what_a_question_cannot_take_is_not_filled_in(known, made, design):
    form = made(
        design("Survey", allergies={"kind": "choice", "options": ["Dust", "None"], "bound_to": "allergies"})
    )

    assert form.answers == {}
    assert form.sources == {}


BOUND = {
    "blood": {"bound_to": "blood_type"},
    "sex": {"kind": "choice", "options": ["Femeie", "Altul"], "bound_to": "sex"},
    "born": {"kind": "date", "bound_to": "birth_date"},
}


def on_record(admin, visit):
    """What the person's record says after signing, and which visits its history names for it."""
    with admin.scope():
        person = fresh(visit).patient_person
        profile = PatientProfile.objects.get(person=person)
        changes = ProfileChange.objects.filter(person=person, new="AB-")
        return (profile.blood_type, profile.sex, str(person.birth_date)), [
            change.appointment_id for change in changes
        ]


def test_a_signed_answer_is_carried_over_to_the_record(design, made, visit, admin, patient):
    sign_as(patient, made(design("Survey", **BOUND)), blood="AB-", sex="Altul", born="1988-02-29")

    assert on_record(admin, visit) == (("AB-", "other", "1988-02-29"), [visit.pk])


@pytest.fixture
def first_booking(cast, visitor, admin):
    """Of somebody whom the clinic didn't know: their link opens what it says of them, nothing of it being older."""
    visit = booked(cast, visitor, email="ruxandra@visitors.example", birth_date=date(1990, 3, 4))
    with admin.scope() as actor:
        Onboarding(fresh(visit)).perform(by=actor)
        return fresh(visit)


def test_who_holds_the_link_alone_changes_no_birth_date_that_is_known(design, first_booking, admin):
    """It tells people apart. What else they sign is carried over."""
    with admin.scope() as actor:
        (form,) = generate(visit=first_booking, templates=[design("Survey", **BOUND)], by=actor)

    holder = Seat("aurora", link=first_booking.link_token)
    sign_as(holder, form, blood="AB-", sex="Altul", born="1988-02-29")

    assert on_record(admin, first_booking) == (("AB-", "other", "1990-03-04"), [first_booking.pk])


def test_the_history_names_the_visit_and_what_is_typed_later_names_none(design, made, visit, patient):
    sign_as(patient, made(design("Survey", blood={"bound_to": "blood_type"})), blood="AB-")
    with patient.scope():
        PatientProfile.objects.filter(person=visit.patient_person_id).update(allergies="Pollen and dust")
    day = Clock(visit.organisation.zone).local(visit.started_at)

    page = patient.client().get(patient.at(f"my/people/{visit.patient_person_id}/")).content.decode()

    lines = page.partition('id="history"')[2].split("<li>")
    [signed] = [line for line in lines if "AB-" in line]
    assert f"from a form of the visit on {day.day} {day:%B %Y}" in signed
    assert [line for line in lines if "Pollen and dust" in line and "from a form" not in line]


def test_what_is_not_signed_changes_no_record(design, made, visit, admin, patient):
    form = made(design("Survey", blood={"bound_to": "blood_type"}))
    with patient.scope() as actor:
        now_is = Form.objects.get(pk=form.pk)
        paper = AnswerForm(now_is, {key_of(form, "blood"): "AB-"}, shows_private=False)
        save_draft(form=now_is, paper=paper, revision=0, by=actor)

    with admin.scope():
        assert PatientProfile.objects.get(person=visit.patient_person_id).blood_type != "AB-"
