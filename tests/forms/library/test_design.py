"""Designing: each change is a new version, past ones can be read, and conditions never point forward."""

import pytest
from django.db import IntegrityError, ProgrammingError, transaction

from forms import template_changes as designing
from forms.models import Field, FormTemplate, TemplateField, TemplateVersion

pytestmark = pytest.mark.django_db


@pytest.fixture
def survey(design):
    return design("Survey", takes={"kind": "yes_no"}, which={"kind": "text"}, since={})


def places(template):
    return list(template.uses.filter(is_active=True).select_related("field", "template"))


def labels(template):
    return [place.field.label for place in places(template)]


def version(template):
    return FormTemplate.objects.get(pk=template.pk).version


def test_a_change_of_a_question_makes_a_new_version_of_each_form_that_asks_it(survey, design, admin):
    other = design("Other")
    with admin.scope() as actor:
        field = places(survey)[0].field
        designing.add(other, field, by=actor)
        field.label = "Do you take anything?"

        designing.change(field, by=actor)

        assert version(survey) == 2
        assert version(other) == 3
        assert survey.versions.get(number=1).snapshot[0]["label"] == "takes"
        assert survey.versions.get(number=2).snapshot[0]["label"] == "Do you take anything?"
        assert survey.versions.get(number=2).maker_name == actor.user_name


def test_what_changes_nothing_makes_no_version(survey, admin):
    with admin.scope() as actor:
        designing.arrange(survey, [place.pk for place in places(survey)], by=actor)

        assert version(survey) == 1


def test_a_question_goes_up_down_and_out(survey, admin):
    with admin.scope() as actor:
        designing.move(places(survey)[0], 1, by=actor)
        assert labels(survey) == ["which", "takes", "since"]

        designing.take_out(places(survey)[2], by=actor)

        assert labels(survey) == ["which", "takes"]
        assert [one.number for one in survey.versions.all()] == [3, 2, 1]


def test_a_question_taken_out_comes_back_once_and_at_the_end(survey, admin):
    with admin.scope() as actor:
        first = places(survey)[0]
        designing.take_out(first, by=actor)
        designing.add(survey, first.field, by=actor)
        designing.add(survey, first.field, by=actor)

        assert labels(survey) == ["which", "since", "takes"]


def test_a_question_never_comes_before_the_one_that_shows_it(survey, admin):
    with admin.scope() as actor:
        takes, which, _since = places(survey)
        which.shown_when = {"field": str(takes.field_id), "is": True}
        which.save()

        for refused in (
            lambda: designing.move(which, -1, by=actor),
            lambda: designing.take_out(takes, by=actor),
        ):
            with pytest.raises(designing.Depended):
                refused()
        assert labels(survey) == ["takes", "which", "since"]


def test_a_past_version_never_changes(survey, admin):
    with admin.scope() as actor:
        designing.move(places(survey)[0], 1, by=actor)

        with pytest.raises((IntegrityError, ProgrammingError)), transaction.atomic():
            TemplateVersion.objects.filter(template=survey).update(name="x")


def test_the_library_is_designed_by_admins_alone(survey, specialist, patient):
    with specialist.scope():
        assert Field.objects.exists()
        assert not FormTemplate.objects.filter(pk=survey.pk).update(name="x")
    with patient.scope():
        assert not TemplateField.objects.exists()
        assert not TemplateVersion.objects.exists()


def test_nobody_has_to_answer_a_private_question_of_a_patients_form(design, admin):
    template = design("Survey", secret={"private": True, "required": True}, mine={"required": True})

    with admin.scope():
        asked = template.snapshot()

    assert [one["required"] for one in asked] == [False, True]
