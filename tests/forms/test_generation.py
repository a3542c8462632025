"""Forms are made once from a visit's templates, frozen, and hold what is known already."""

from contextlib import contextmanager

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from forms.generation import generate
from forms.models import Form, FormTemplate, PrivateAnswers
from patients.models import PatientProfile
from restartix.flows.form_attachments import set_services_and_calendars
from restartix.flows.visit_forms import bring_forms
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
        made = generate(visit=fresh(visit), templates=[survey, consent, survey], by=actor)

    assert [form.name for form in made] == ["Survey", "Consent"]
    assert made[0].position < made[1].position


def test_generating_again_adds_only_what_is_missing(visit, design, admin):
    survey, more = design("Survey"), design("More")
    with admin.scope() as actor:
        generate(visit=fresh(visit), templates=[survey], by=actor)

        again = generate(visit=fresh(visit), templates=[survey, more], by=actor)

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


NUMBERS = st.lists(st.integers(0, 5), max_size=6)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(service=NUMBERS, calendar=NUMBERS, added=NUMBERS)
def test_whatever_brings_forms_each_comes_once_in_a_stable_order(db, visit, admin, service, calendar, added):
    with admin.scope() as actor, undone():
        Form.objects.filter(appointment=visit).update(is_required=False)
        before = list(Form.objects.filter(appointment=visit))
        templates = [
            FormTemplate.objects.create(organisation=visit.organisation, name=str(number), type="survey")
            for number in range(6)
        ]
        brought = [templates[number] for number in service + calendar]
        expected = [str(number) for number in dict.fromkeys(service + calendar)]

        generate(visit=fresh(visit), templates=brought, by=actor)
        generate(visit=fresh(visit), templates=brought[::-1], by=actor)
        assert names(visit, before) == expected

        more = [templates[number] for number in added]
        generate(visit=fresh(visit), templates=brought + more, by=actor)
        assert names(visit, before) == [str(number) for number in dict.fromkeys(service + calendar + added)]


@contextmanager
def undone():
    """What one example did, so that the next begins as it did."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def names(visit, before):
    forms = Form.objects.filter(appointment=visit).exclude(pk__in=[form.pk for form in before])
    positions = [form.position for form in forms]
    assert positions == sorted(set(positions))
    return [form.name for form in forms]


def test_bringing_forms_again_brings_nothing_twice(visit, design, admin):
    template = design("Extra")
    with admin.scope() as actor:
        set_services_and_calendars(template, services=[visit.service_id], calendars=[])
        now_is = fresh(visit)

        first, again = bring_forms(now_is, by=actor), bring_forms(now_is, by=actor)

    assert "Extra" in [form.name for form in first]
    assert again == []


def test_an_added_service_brings_its_forms_once(visit, design, admin, cast):
    template = design("Extra")
    other = next(one for one in cast.aurora.services.values() if one.pk != visit.service_id)
    with admin.scope() as actor:
        set_services_and_calendars(template, services=[other.pk, visit.service_id], calendars=[])
        now_is = fresh(visit)
        now_is.additional_service_ids = [other.pk]

        bring_forms(now_is, by=actor)

        assert [form.name for form in Form.objects.filter(appointment=visit)].count("Extra") == 1
