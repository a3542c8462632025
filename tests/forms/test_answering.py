"""Filling in: drafts may be incomplete, nobody overwrites anybody, and private answers stay with the staff."""

import pytest

from forms.answer_form import AnswerForm
from forms.drafts import EditConflict, PageTurn, save_draft
from forms.models import Form, FormStatus, PrivateAnswers
from restartix.core.refusals import NotNow, NotYours
from tests.forms.conftest import answer_of, key_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def survey(made, design):
    return made(
        design("Survey", pain={"kind": "scale", "required": True}, since={}, secret={"private": True})
    )


def fill_in(form, seat, *, revision=0, private=False, page=None, **said):
    with seat.scope() as actor:
        now_is = Form.objects.get(pk=form.pk)
        paper = AnswerForm(
            now_is, {key_of(form, label): value for label, value in said.items()}, shows_private=private
        )
        assert paper.is_valid(), paper.errors
        save_draft(form=now_is, paper=paper, revision=revision, by=actor, page=page)
    return now_is


def test_a_draft_may_be_incomplete(survey, by_link):
    kept = fill_in(survey, by_link, since="May")

    assert kept.status == FormStatus.IN_PROGRESS
    assert answer_of(kept, "since") == "May"


def test_with_all_that_is_required_it_is_ready_to_sign(survey, by_link):
    kept = fill_in(survey, by_link, pain="7")

    assert kept.status == FormStatus.COMPLETED
    assert answer_of(kept, "pain") == 7


def test_an_older_page_overwrites_nothing(survey, by_link, patient):
    fill_in(survey, by_link, since="May")

    with pytest.raises(EditConflict):
        fill_in(survey, patient, since="June")
    with by_link.scope():
        assert answer_of(Form.objects.get(pk=survey.pk), "since") == "May"


def test_a_left_pages_last_save_outdoes_its_own_earlier_one_in_any_order_and_nobody_elses(survey, by_link):
    page, other = "a" * 32, "b" * 32
    fill_in(survey, by_link, since="Ma", page=PageTurn(page, 1))

    kept = fill_in(survey, by_link, since="May", page=PageTurn(page, 3))

    assert answer_of(kept, "since") == "May"
    for late in (PageTurn(page, 2), PageTurn(page, 3), PageTurn(other, 4), None):
        with pytest.raises(EditConflict):
            fill_in(survey, by_link, since="Ma", page=late)
    fill_in(survey, by_link, since="June", revision=2)
    with pytest.raises(EditConflict):
        fill_in(survey, by_link, since="May", page=PageTurn(page, 4))


@pytest.mark.parametrize(
    ("page", "turn"), [("", ""), ("a" * 32, ""), ("a" * 32, "0"), ("a" * 32, "²"), ("x", "1")]
)
def test_a_page_that_says_nothing_sensible_of_itself_has_no_turn(page, turn):
    assert PageTurn.of(page, turn) is None


def test_a_last_save_that_changes_nothing_keeps_an_earlier_turn_from_coming_after_it(survey, by_link):
    page = "a" * 32
    fill_in(survey, by_link, since="May", page=PageTurn(page, 1))
    fill_in(survey, by_link, since="May", page=PageTurn(page, 3))

    with pytest.raises(EditConflict):
        fill_in(survey, by_link, since="Ma", page=PageTurn(page, 2))


def test_a_last_save_counts_although_an_earlier_turn_was_saved_after_its_form_was_read(survey, by_link):
    page = "a" * 32
    fill_in(survey, by_link, since="May")
    with by_link.scope():
        read = Form.objects.get(pk=survey.pk)
    fill_in(survey, by_link, since="June", revision=1, page=PageTurn(page, 1))

    with by_link.scope() as actor:
        paper = AnswerForm(read, {key_of(read, "since"): "May"}, shows_private=False)
        save_draft(form=read, paper=paper, revision=1, by=actor, page=PageTurn(page, 2))

        assert answer_of(Form.objects.get(pk=survey.pk), "since") == "May"


def test_staff_do_not_answer_for_the_patient(survey, specialist):
    with pytest.raises(NotYours):
        fill_in(survey, specialist, since="May")


def test_the_patient_does_not_fill_in_a_report(made, design, patient, specialist):
    report = made(design("Report", "report", findings={}))

    with patient.scope():
        assert not Form.objects.filter(pk=report.pk).exists()
    assert fill_in(report, specialist, findings="Better").answers


def test_private_answers_go_where_only_staff_look(made, design, specialist, patient):
    report = made(design("Report", "report", findings={}, secret={"private": True}))

    kept = fill_in(report, specialist, private=True, findings="Better", secret="Tired")

    assert "Tired" not in str(kept.answers)
    with specialist.scope():
        assert "Tired" in str(PrivateAnswers.objects.get(form=report).answers)
    with patient.scope():
        assert not PrivateAnswers.objects.exists()


def test_a_closed_visits_forms_no_longer_change(survey, visit, by_link, admin):
    with admin.scope() as actor:
        type(visit).objects.get(pk=visit.pk).cancel(by=actor, reason="ill")

    with pytest.raises(NotNow):
        fill_in(survey, by_link, since="May")


@pytest.mark.parametrize(
    ("kind", "said", "kept"),
    [
        ("number", "12.50", "12.5"),
        ("date", "2026-11-23", "2026-11-23"),
        ("yes_no", "no", False),
        ("consent", "on", True),
        ("scale", "0", 0),
        ("text", "  a b ", "a b"),
    ],
)
def test_answers_are_kept_as_what_they_are(made, design, by_link, kind, said, kept):
    form = made(design("Survey", one={"kind": kind}))

    assert answer_of(fill_in(form, by_link, one=said), "one") == kept


@pytest.mark.parametrize(
    ("kind", "said"), [("number", "many"), ("number", "400"), ("scale", "11"), ("date", "soon")]
)
def test_nonsense_is_said_beside_its_field(made, design, by_link, kind, said):
    form = made(design("Survey", one={"kind": kind, "most": 10}))

    paper = AnswerForm(form, {key_of(form, "one"): said}, shows_private=False)

    assert list(paper.errors) == [key_of(form, "one")]


def test_what_does_not_apply_is_not_required(made, design, by_link):
    first = made(design("Survey", takes={"kind": "yes_no"}))
    takes = first.snapshot[0]
    then = {**takes, "id": "b", "label": "which", "kind": "text", "required": True}
    first.snapshot = [takes, {**then, "shown_when": {"field": takes["id"], "is": True}}]

    said_no = AnswerForm(first, {f"q{takes['id']}": "no"}, shows_private=False, complete=True)
    said_yes = AnswerForm(first, {f"q{takes['id']}": "yes"}, shows_private=False, complete=True)

    assert said_no.is_valid()
    assert list(said_yes.errors) == ["qb"]
