"""What is signed is corrected by a new version that names the old one."""

import pytest
from django.db import IntegrityError, transaction

from forms.answer_form import AnswerForm
from forms.corrections import correct
from forms.models import Form, FormStatus
from forms.signature import sign
from forms.signing_form import Signature
from restartix.core.refusals import NotNow, NotYours
from tests.forms.test_pages import url
from tests.forms.test_signing import sign_it

pytestmark = pytest.mark.django_db


@pytest.fixture
def report(made, design, specialist):
    made_here = made(design("Report", "report", findings={"required": True}, secret={"private": True}))
    return sign_it(made_here, specialist, private=True, findings="Left knee", secret="Tired")


def test_a_correction_begins_with_the_old_answers_and_holds_up_nothing(report, specialist):
    with specialist.scope() as actor:
        new = correct(Form.objects.get(pk=report.pk), reason="It was the right knee", by=actor)

        assert (new.status, new.replaces_id, new.answers) == (FormStatus.PENDING, report.pk, report.answers)
        assert list(new.private.answers.values()) == ["Tired"]
        assert new not in Form.objects.unsigned_required()
        assert correct(Form.objects.get(pk=report.pk), reason="Again", by=actor) == new


def test_the_patient_sees_the_old_version_until_the_new_one_is_signed(report, specialist, patient):
    with specialist.scope() as actor:
        new = correct(Form.objects.get(pk=report.pk), reason="It was the right knee", by=actor)
    before = patient.client().get(url(patient, report)).text

    sign_it(new, specialist, private=True, findings="Right knee")
    after = patient.client().get(url(patient, report)).text
    newer = patient.client().get(url(patient, new)).text

    assert "newer version" not in before
    assert "A newer version was signed on" in after
    assert "This replaces the version signed on" in newer
    assert "It was the right knee" in newer


def test_staff_correct_a_report_from_its_page(report, specialist):
    browser = specialist.client()
    empty = browser.post(url(specialist, report, desk=True) + "correction/", {"reason": " "}, follow=True)
    answer = browser.post(
        url(specialist, report, desk=True) + "correction/", {"reason": "Other knee"}, follow=True
    )

    assert "Please say what has to be corrected." in empty.text
    assert 'value="Left knee"' in answer.text


def test_nobody_else_corrects_it(report, patient, by_link):
    with patient.scope() as actor, pytest.raises(NotYours):
        correct(Form.objects.get(pk=report.pk), reason="Better for me", by=actor)


def test_a_disclaimer_is_not_corrected_by_the_private_link(made, design, by_link):
    words = "I agree."
    signed = sign_it(
        made(design("Consent", "disclaimer", **{words: {"kind": "consent"}})), by_link, **{words: "on"}
    )

    with by_link.scope() as actor, pytest.raises(NotNow):
        correct(Form.objects.get(pk=signed.pk), reason="Oops", by=actor)


def test_a_correction_names_a_signed_form_of_its_own_visit_only(made, design, specialist):
    open_one = made(design("Other", "report", findings={}))
    wrong = Form(
        organisation_id=open_one.organisation_id,
        appointment_id=open_one.appointment_id,
        template_id=open_one.template_id,
        template_version=1,
        type="report",
        filled_by="specialist",
        snapshot=[],
        replaces=open_one,
    )

    with (
        specialist.scope(),
        pytest.raises(IntegrityError, match="signed form of its visit"),
        transaction.atomic(),
    ):
        wrong.save(force_insert=True)


def test_a_report_is_corrected_after_the_visit_too(cast, specialist):
    done = next(one for one in cast.aurora.visits if one.status == "done" and one.specialist == cast.ioana)
    with specialist.scope() as actor:
        old = done.forms.filter(type="report", status="signed").first()
        new = correct(old, reason="A word was missing", by=actor)
        said = {f"q{key}": value for key, value in new.answers.items()}
        paper = AnswerForm(new, said, shows_private=True, complete=True)
        sign(form=new, paper=paper, revision=0, by=actor, signature=Signature("Ioana"))

        assert Form.objects.get(pk=new.pk).is_signed
