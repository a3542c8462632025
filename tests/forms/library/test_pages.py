"""The designer's pages: an admin builds a form without script, and sees it as its patient will."""

import pytest

from forms.models import Field, Form, FormTemplate
from restartix.flows.visit_forms import templates_for
from tests.forms.conftest import fresh

pytestmark = pytest.mark.django_db


@pytest.fixture
def survey(design):
    return design(
        "Survey",
        takes={"kind": "yes_no"},
        which={"kind": "text"},
        secret={"kind": "text", "private": True},
    )


@pytest.fixture
def browser(admin):
    return admin.client()


def at(admin, template, end=""):
    return admin.at(f"settings/forms/{template.pk}/{end}")


def place_of(template, label):
    return template.uses.select_related("field").get(field__label=label)


def test_an_admin_makes_a_form_and_asks_a_new_question_in_it(admin, browser):
    made = browser.post(admin.at("settings/forms/new/"), {"name": "Sleep", "type": "survey"})
    with admin.scope():
        template = FormTemplate.objects.get(name="Sleep")
    assert made.url == at(admin, template)

    browser.post(
        admin.at("settings/forms/questions/new/"),
        {"form": str(template.pk), "kind": "choice", "label": "How long?", "options": "5 h\n7 h\n7 h\n"},
    )

    with admin.scope():
        (place,) = template.uses.all()
        assert place.field.options == ["5 h", "7 h"]
    assert "How long?" in browser.get(at(admin, template)).text


@pytest.mark.parametrize(
    ("said", "about"),
    [
        ({"kind": "choice", "label": "One?", "options": "only"}, "options"),
        ({"kind": "number", "label": "Weight", "least": "9", "most": "3"}, "most"),
        ({"kind": "scale", "label": "Pain", "least": "0", "most": "100"}, "most"),
        ({"kind": "text", "label": "a\x00b"}, "label"),
        ({"kind": "text", "label": ""}, "label"),
    ],
)
def test_what_makes_no_question_is_said_beside_its_field(admin, browser, said, about):
    with admin.scope():
        before = Field.objects.count()

    answer = browser.post(admin.at("settings/forms/questions/new/"), said)

    assert answer.status_code == 422
    assert f'id="id_{about}_error"' in answer.text
    with admin.scope():
        assert Field.objects.count() == before


def test_a_condition_is_chosen_from_the_answers_further_up(admin, browser, survey):
    with admin.scope():
        takes, which = place_of(survey, "takes"), place_of(survey, "which")
    page = browser.get(at(admin, survey, f"questions/{which.pk}/")).text
    assert "takes" in page
    assert "secret" not in page

    browser.post(
        at(admin, survey, f"questions/{which.pk}/"),
        {"sent": "1", "shown_when": f"{takes.field_id}:0", "bound_to": "medication", "is_required": "on"},
    )

    with admin.scope():
        which.refresh_from_db()
    assert which.shown_when == {"field": str(takes.field_id), "is": True}
    assert (which.bound_to, which.is_required) == ("medication", True)
    assert "Shown when takes: Yes" in browser.get(at(admin, survey)).text


def test_a_private_answer_shows_nothing_to_the_patient(admin, browser, design):
    template = design("Survey", known={"kind": "yes_no", "private": True}, more={"kind": "text"})
    with admin.scope():
        known, more = place_of(template, "known"), place_of(template, "more")

    answer = browser.post(
        at(admin, template, f"questions/{more.pk}/"), {"sent": "1", "shown_when": f"{known.field_id}:0"}
    )

    assert answer.status_code == 422
    assert "id_shown_when_error" in answer.text


def test_up_down_and_out_are_buttons_that_need_no_script(admin, browser, survey):
    with admin.scope():
        which = place_of(survey, "which")

    browser.post(at(admin, survey, "order/"), {"up": str(which.pk)})
    browser.post(at(admin, survey, f"questions/{which.pk}/removal/"))

    with admin.scope():
        found = survey.versions.values_list("number", flat=True)
        assert list(found) == [3, 2, 1]
        assert not survey.uses.get(pk=which.pk).is_active


def test_the_preview_is_the_patients_page(admin, browser, survey):
    as_patient = browser.get(at(admin, survey, "preview/")).text
    as_staff = browser.get(at(admin, survey, "preview/?as=staff")).text

    assert "which" in as_patient
    assert "secret" not in as_patient
    assert "secret" in as_staff


def test_nothing_typed_into_a_preview_is_kept(admin, browser, survey):
    answer = browser.post(at(admin, survey, "preview/"), {"revision": "0"})

    assert "nothing is saved" in answer.text
    with admin.scope():
        assert not Form.objects.filter(template=survey).exists()


def test_past_versions_say_who_and_when_and_can_be_read(admin, browser, survey):
    with admin.scope() as actor:
        which = place_of(survey, "which")
    browser.post(at(admin, survey, f"questions/{which.pk}/removal/"))

    page = browser.get(at(admin, survey, "versions/")).text

    assert actor.user_name in page
    assert "Bucharest time" in page
    assert "which" in browser.get(at(admin, survey, "versions/1/")).text
    assert "which" not in browser.get(at(admin, survey, "versions/2/")).text


def test_services_and_calendars_bring_a_form_until_they_no_longer_do(admin, browser, survey, visit):
    for services, brings in (([str(visit.service_id)], True), ([], False), ([str(visit.service_id)], True)):
        browser.post(at(admin, survey, "attachments/"), {"services": services})

        with admin.scope():
            brought = [template.name for template in templates_for(fresh(visit))]
        assert ("Survey" in brought) == brings
        assert brought.count("Survey") <= 1


def test_an_archived_form_is_brought_by_no_visit_and_can_come_back(admin, browser, survey, visit):
    browser.post(at(admin, survey, "attachments/"), {"services": [str(visit.service_id)]})

    browser.post(at(admin, survey, "archive/"))

    with admin.scope():
        assert survey.pk not in {template.pk for template in templates_for(fresh(visit))}
    browser.post(at(admin, survey, "archive/"), {"restore": "1"})
    with admin.scope():
        assert survey.pk in {template.pk for template in templates_for(fresh(visit))}


def test_the_designer_is_for_admins(specialist, other_admin, survey):
    assert specialist.client().get(at(specialist, survey)).status_code == 404
    assert other_admin.client().get(at(other_admin, survey)).status_code == 404
    assert other_admin.client().post(at(other_admin, survey, "archive/")).status_code == 404


def test_a_big_form_is_designed_in_as_many_queries_as_a_small_one(
    admin, browser, design, django_assert_max_num_queries
):
    big = design("Big", **{f"q{number}": {"kind": "yes_no"} for number in range(60)})

    with django_assert_max_num_queries(20):
        browser.get(at(admin, big))
