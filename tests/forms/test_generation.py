"""Forms are made once from a visit's templates, frozen, and hold what is known already."""

import pytest

from forms.generation import generate
from forms.models import Form, PrivateAnswers
from patients.models import PatientProfile
from tests.forms.conftest import answer_of, fresh

pytestmark = pytest.mark.django_db


@pytest.fixture
def known(visit, patient):
    """Elena's profile says what she is allergic to."""
    with patient.scope():
        PatientProfile.objects.update_or_create(
            person_id=visit.patient_person_id, defaults={"allergies": "Penicillin", "blood_type": ""}
        )


def test_templates_of_service_and_calendar_are_merged_without_repeats(visit, design, admin):
    consent, survey = design("Consent"), design("Survey")

    with admin.scope() as actor:
        made = generate(appointment=fresh(visit), templates=[survey, consent, survey], by=actor)

    assert [form.name for form in made] == ["Survey", "Consent"]
    assert made[0].position < made[1].position


def test_generating_again_adds_only_what_is_missing(visit, design, admin):
    survey, more = design("Survey"), design("More")
    with admin.scope() as actor:
        generate(appointment=fresh(visit), templates=[survey], by=actor)

        again = generate(appointment=fresh(visit), templates=[survey, more], by=actor)

    assert [form.name for form in again] == ["More"]


def test_what_was_asked_stays_though_the_template_changes(made, design, admin):
    template = design("Survey", pain={"kind": "scale"})
    form = made(template)
    with admin.scope():
        template.uses.update(is_required=True)
        used = template.uses.get()
        used.field.label = "something else"
        used.field.save()

        assert Form.objects.get(pk=form.pk).snapshot[0]["label"] == "pain"


def test_a_bound_field_is_filled_in_from_the_profile_and_says_so(known, made, design):
    form = made(design("Survey", allergies={"bound_to": "allergies"}, blood={"bound_to": "blood_type"}))

    assert answer_of(form, "allergies") == "Penicillin"
    assert list(form.sources.values()) == ["profile:allergies"]


def test_a_private_bound_answer_lies_where_only_staff_can_read(known, made, design, admin, patient):
    form = made(design("Survey", allergies={"bound_to": "allergies", "private": True}))

    assert form.answers == {}
    with admin.scope():
        assert list(PrivateAnswers.objects.get(form=form).answers.values()) == ["Penicillin"]
    with patient.scope():
        assert not PrivateAnswers.objects.exists()


def test_a_link_sees_no_form_that_holds_what_was_known_before(known, visit, made, design, by_link, patient):
    form = made(design("Survey", allergies={"bound_to": "allergies"}))

    with by_link.scope():
        seen_by_link = Form.objects.filter(pk=form.pk).exists()
    with patient.scope():
        seen_signed_in = Form.objects.filter(pk=form.pk).exists()
    assert seen_signed_in
    assert seen_by_link == visit.made_its_person
