"""A form's page, on both sides: nothing typed is lost, nothing private shows, and strangers find nothing."""

import uuid

import pytest

from forms.models import Form, FormStatus
from tests.forms.conftest import key_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def survey(made, design):
    return made(
        design("Survey", pain={"kind": "scale", "required": True}, since={}, secret={"private": True})
    )


@pytest.fixture
def report(made, design):
    return made(design("Report", "report", findings={"required": True}, secret={"private": True}))


def url(seat, form, *, desk=False, sign=False):
    where = "appointments" if desk else "visits"
    return seat.at(f"{where}/{form.appointment_id}/forms/{form.pk}/{'signature/' if sign else ''}")


def said(form, **answers):
    return {"revision": "0", **{key_of(form, label): value for label, value in answers.items()}}


def test_the_patient_saves_and_comes_back_to_it(survey, by_link):
    browser = by_link.client()

    answer = browser.post(url(by_link, survey), said(survey, since="May"), follow=True)

    assert "Saved" in answer.text
    assert 'value="May"' in answer.text


def test_a_private_question_is_not_on_the_patients_page(survey, by_link):
    assert "secret" not in by_link.client().get(url(by_link, survey)).text


def test_signing_without_a_required_answer_keeps_what_was_typed(survey, by_link):
    answer = by_link.client().post(
        url(by_link, survey, sign=True),
        said(survey, since="May") | {"signer_name": ""},
    )

    assert answer.status_code == 422
    assert 'value="May"' in answer.text
    assert "error-summary" in answer.text


def test_signing_shows_who_signed_and_when_with_its_zone(survey, by_link):
    answer = by_link.client().post(
        url(by_link, survey, sign=True), said(survey, pain="3") | {"signer_name": "Elena"}, follow=True
    )

    assert "Signed by Elena" in answer.text
    assert "Bucharest time" in answer.text
    assert "<form method" not in answer.text.partition("data-paper")[2]


def test_the_patient_is_told_of_their_own_forms_alone(survey, report, by_link, specialist):
    specialist.client().post(
        url(specialist, report, desk=True, sign=True),
        said(report, findings="Well") | {"signer_name": "Ioana"},
    )

    page = by_link.client().get(by_link.at(f"visits/{survey.appointment_id}/forms/"))

    with specialist.scope():
        own = survey.appointment.forms.filter(filled_by="patient", is_required=True).count()
    assert (page.context["signed"], page.context["required"]) == (0, own)


def test_the_story_says_which_form_was_signed(report, specialist):
    specialist.client().post(
        url(specialist, report, desk=True, sign=True),
        said(report, findings="Well") | {"signer_name": "Ioana"},
    )

    page = specialist.client().get(specialist.at(f"appointments/{report.appointment_id}/"))

    assert page.context["events"][0].what == f"Form signed: {report.name}"


def test_an_older_page_is_told_and_keeps_its_answers(survey, by_link):
    browser = by_link.client()
    browser.post(url(by_link, survey), said(survey, since="May"))

    answer = browser.post(url(by_link, survey), said(survey, since="June"))

    assert answer.status_code == 422
    assert "Somebody else has saved" in answer.text
    assert 'value="June"' in answer.text
    assert 'name="revision" value="1"' in answer.text


@pytest.mark.parametrize("revision", ["", "x", "-1", "9" * 30])
def test_a_tampered_revision_is_no_500(survey, by_link, revision):
    answer = by_link.client().post(url(by_link, survey), said(survey, since="x") | {"revision": revision})

    assert answer.status_code == 422


def test_the_specialist_signs_the_report_in_the_panel(report, specialist):
    answer = specialist.client().post(
        url(specialist, report, desk=True, sign=True),
        said(report, findings="Better", secret="Tired") | {"signer_name": "Ioana"},
        headers={"HX-Request": "true"},
    )

    assert answer.headers["HX-Trigger"] == "papersChanged"
    assert "<html" not in answer.text
    assert "Tired" in answer.text
    with specialist.scope():
        assert Form.objects.get(pk=report.pk).status == FormStatus.SIGNED


def test_a_signed_report_reaches_the_patient_without_its_private_part(report, specialist, patient):
    specialist.client().post(
        url(specialist, report, desk=True, sign=True),
        said(report, findings="Better", secret="Tired") | {"signer_name": "Ioana"},
    )

    seen = patient.client().get(url(patient, report)).text

    assert "Better" in seen
    assert "Tired" not in seen
    assert "secret" not in seen


def test_a_made_up_form_is_not_found(patient, visit):
    assert patient.client().get(patient.at(f"visits/{visit.pk}/forms/{uuid.uuid4()}/")).status_code == 404


def test_another_clinic_finds_nothing(report, other_admin):
    assert other_admin.client().get(url(other_admin, report, desk=True)).status_code == 404


def test_by_link_an_unseen_form_asks_to_sign_in(by_link, visit):
    answer = by_link.client().get(by_link.at(f"visits/{visit.pk}/forms/{uuid.uuid4()}/"))

    assert "Please sign in" in answer.text


def test_a_visitor_without_link_is_sent_to_sign_in(visitor, survey):
    assert visitor.client().get(url(visitor, survey)).status_code == 302
