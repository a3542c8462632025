"""A signature freezes the form; a disclaimer's writes a consent; the hash tells whether anything was changed."""

import pytest
from django.db import IntegrityError, transaction

from forms.answer_form import AnswerForm
from forms.models import Consent, Form, FormStatus, SignatureMethod
from forms.signature import sign
from forms.signing_form import Signature
from restartix.core.clinics.models import Event
from restartix.core.refusals import NotNow
from tests.forms.conftest import key_of

pytestmark = pytest.mark.django_db
WORDS = "I agree to the treatment."
SIGNATURE = Signature("Elena", SignatureMethod.TYPED)


@pytest.fixture
def disclaimer(made, design):
    return made(design("Consent", "disclaimer", **{WORDS: {"kind": "consent", "required": True}}))


def sign_it(form, seat, *, revision=0, private=False, **said):
    with seat.scope() as actor:
        now_is = Form.objects.get(pk=form.pk)
        data = {key_of(form, label): value for label, value in said.items()}
        paper = AnswerForm(now_is, data, shows_private=private, complete=True)
        sign(form=now_is, paper=paper, revision=revision, by=actor, signature=SIGNATURE, address="192.0.2.7")
    return now_is


def test_a_signature_by_the_private_link_writes_the_consent(disclaimer, by_link, admin, visit):
    sign_it(disclaimer, by_link, **{WORDS: "on"})

    with admin.scope():
        signed, consent = Form.objects.get(pk=disclaimer.pk), Consent.objects.get(form=disclaimer)
        assert Event.objects.filter(appointment=visit, verb="signed").exists()
    assert signed.status == FormStatus.SIGNED
    assert (consent.text, consent.given_from, consent.person_id) == (
        WORDS,
        "192.0.2.7",
        visit.patient_person_id,
    )


def test_without_the_required_tick_nothing_is_signed(disclaimer, by_link):
    with pytest.raises(ValueError, match="complete"):
        sign_it(disclaimer, by_link)


def test_a_signed_form_is_signed_once(disclaimer, by_link):
    sign_it(disclaimer, by_link, **{WORDS: "on"})

    with pytest.raises(NotNow):
        sign_it(disclaimer, by_link, revision=1, **{WORDS: "on"})


def test_the_database_itself_refuses_to_change_a_signed_form(disclaimer, by_link, admin):
    sign_it(disclaimer, by_link, **{WORDS: "on"})

    with admin.scope(), pytest.raises(IntegrityError), transaction.atomic():
        Form.objects.filter(pk=disclaimer.pk).update(answers={})


def test_a_signed_report_is_the_patients_to_read(made, design, specialist, patient):
    report = made(design("Report", "report", findings={"required": True}))
    sign_it(report, specialist, findings="Better")

    with patient.scope():
        assert Form.objects.filter(pk=report.pk).exists()


def test_the_link_gives_consent_in_nobody_elses_name(disclaimer, by_link, cast):
    sign_it(disclaimer, by_link, **{WORDS: "on"})

    with by_link.scope(), pytest.raises(IntegrityError), transaction.atomic():
        Consent.objects.create(
            organisation=cast.aurora.organisation,
            form=disclaimer,
            person=cast.mihai,
            signer_name="Mihai",
            given_at=disclaimer.created_at,
            text="x",
            text_hash="x",
        )
