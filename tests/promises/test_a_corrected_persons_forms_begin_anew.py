"""Putting another patient on a visit begins its unsigned forms anew, whenever these were stored."""

import pytest

from forms.models import Form, PrivateAnswers, TemplateField
from tests.promises.corrections import corrected

pytestmark = pytest.mark.django_db


@pytest.fixture
def visit(visit_of_elena):
    return visit_of_elena


@pytest.fixture
def stored_before(monkeypatch):
    """Snapshots as they were stored before questions said whether their answer is carried over."""
    as_question = TemplateField.as_question
    monkeypatch.setattr(
        TemplateField,
        "as_question",
        lambda used: {name: said for name, said in as_question(used).items() if name != "carried"},
    )


def test_unsigned_forms_begin_anew_and_the_specialists_words_stay(admin, visit, cast, press):
    with admin.scope():
        ours, theirs = (
            Form.objects.filter(appointment=visit, filled_by=side).first()
            for side in ("specialist", "patient")
        )
        question = theirs.snapshot[0]["id"]
        Form.objects.filter(pk=theirs.pk).update(answers={question: "Elena's own"}, status="in_progress")
        typed = ours.snapshot[0]["id"]
        Form.objects.filter(pk=ours.pk).update(answers={typed: "seen"}, sources={}, status="in_progress")

    corrected(admin, visit, cast.mihai, press)

    with admin.scope():
        ours.refresh_from_db()
        theirs.refresh_from_db()
        kept = PrivateAnswers.objects.filter(form=theirs).first()
    assert "Elena" not in str([theirs.answers, kept and kept.answers])
    assert theirs.status == "pending"
    assert ours.answers[typed] == "seen"


def test_forms_stored_before_questions_said_what_is_carried_over_begin_anew_too(
    stored_before, admin, visit, cast, press, again
):
    with admin.scope():
        forms = list(Form.objects.filter(appointment=visit))
    assert not any("carried" in asked for form in forms for asked in form.snapshot)
    assert any(form.is_prefilled for form in forms if form.filled_by == "patient")
    assert any(form.filled_by == "specialist" for form in forms)

    assert corrected(admin, visit, cast.mihai, press).status_code == 302

    assert again().patient_person == cast.mihai
