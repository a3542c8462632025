"""Saved as it is typed: what is right is kept, what is wrong is said beside it, nobody overwrites anybody unasked."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from forms.answer_form import AnswerForm
from forms.models import FormStatus
from tests.forms.conftest import answer_of, key_of, now

pytestmark = pytest.mark.django_db


@pytest.fixture
def survey(made, design):
    return made(
        design("Survey", since={}, weight={"kind": "number", "least": 2, "most": 300}, scan={"kind": "file"})
    )


def test_what_is_typed_is_saved_and_says_when(survey, type_in, by_link):
    answer = type_in(survey, since="May")

    assert answer_of(now(by_link, survey), "since") == "May"
    assert "Saved " in answer.text
    assert "Bucharest time" in answer.text
    assert 'value="1"' in answer.text
    assert "1 of 3 answered" in answer.text


def test_what_is_wrong_is_said_in_its_place_and_the_rest_is_saved(survey, type_in, by_link):
    type_in(survey, weight="70")

    answer = type_in(survey, since="May", weight="7000")

    assert "and 300." in answer.text
    found = now(by_link, survey)
    assert (answer_of(found, "since"), answer_of(found, "weight")) == ("May", "70")
    assert found.status == FormStatus.IN_PROGRESS


def test_once_mended_it_is_said_no_longer(survey, type_in):
    wrong = key_of(survey, "weight")

    answer = type_in(survey, weight="70", wrong=wrong)

    assert f"{wrong}-slot" in answer.text
    assert "field-error" not in answer.text


def test_without_script_the_rest_is_saved_too_and_what_was_typed_is_still_there(survey, type_in, by_link):
    answer = type_in(survey, auto=False, since="May", weight="heavy")

    assert answer.status_code == 422
    assert answer_of(now(by_link, survey), "since") == "May"
    assert 'value="heavy"' in answer.text
    assert f'name="revision" value="{now(by_link, survey).revision}"' in answer.text


def test_an_older_page_saves_nothing_by_itself_and_can_insist(survey, type_in, by_link):
    type_in(survey, since="May")

    answer = type_in(survey, revision=0, since="June")
    assert "Somebody else has saved" in answer.text
    assert answer_of(now(by_link, survey), "since") == "May"
    assert f'id="f{survey.pk.hex[:8]}-revision"' not in answer.text

    type_in(survey, auto=False, revision=0, anyway="1", since="June")
    assert answer_of(now(by_link, survey), "since") == "June"


def test_saving_the_same_again_changes_nothing(survey, type_in, by_link):
    type_in(survey, since="May")
    type_in(survey, since="May")

    assert now(by_link, survey).revision == 1


@pytest.mark.parametrize("pasted", ["x" * 600, "a\x00b"])
def test_a_paste_that_cannot_be_kept_is_said_beside_its_field(survey, type_in, by_link, pasted):
    answer = type_in(survey, since=pasted)

    assert "field-error" in answer.text
    assert now(by_link, survey).answers == {}


def test_a_paste_is_never_cut_without_a_word(survey, by_link):
    page = by_link.client().get(by_link.at(f"visits/{survey.appointment_id}/forms/{survey.pk}/")).text

    assert "maxlength" not in page.partition("data-paper-form")[2].partition("signer_name")[0]


@pytest.mark.parametrize(
    ("said", "kept"), [({"drawn": "M1 2" + "L3 4" * 9}, "drawn"), ({"typed": "Elena"}, "typed")]
)
def test_a_signature_question_is_drawn_or_typed(made, design, by_link, said, kept):
    form = made(design("Survey", mark={"kind": "signature", "required": True}))
    name = key_of(form, "mark")
    path = by_link.at(f"visits/{form.appointment_id}/forms/{form.pk}/signature/")
    data = {"revision": "0", "signer_name": "Elena"}
    assert by_link.client().post(path, data).status_code == 422

    by_link.client().post(path, data | {name: said.get("drawn", ""), f"{name}-typed": said.get("typed", "")})

    assert list(answer_of(now(by_link, form), "mark")) == [kept]


def test_two_hundred_questions_take_no_more_queries_than_two(made, design, by_link):
    small, big = (
        made(
            design(
                f"Survey {size}", **{f"q{n}": {"kind": "choices", "options": ["a", "b"]} for n in range(size)}
            )
        )
        for size in (2, 200)
    )

    assert costs(by_link, small) == costs(by_link, big)
    assert len(now(by_link, big).answers) == 200


def costs(seat, form):
    """How many queries opening and saving take."""
    page, browser = seat.at(f"visits/{form.appointment_id}/forms/{form.pk}/"), seat.client()
    said = {f"q{asked['id']}": ["a", "b"] for asked in form.snapshot} | {"revision": "0"}
    browser.get(page)
    return queries_of(lambda: browser.get(page)), queries_of(lambda: browser.post(f"{page}?auto=1", said))


def queries_of(act):
    with CaptureQueriesContext(connection) as seen:
        act()
    return len(seen)


def test_all_forms_of_a_visit_are_on_one_page(made, design, by_link, specialist, patient):
    survey, report = made(design("My survey", since={})), made(design("My report", "report", findings={}))

    theirs = by_link.client().get(by_link.at(f"visits/{survey.appointment_id}/forms/")).text
    ours = specialist.client().get(specialist.at(f"appointments/{survey.appointment_id}/forms/")).text

    assert "My survey" in theirs
    assert "My report" not in theirs
    assert "0 of 1 answered" in theirs
    assert key_of(report, "findings") in ours
    assert "My survey" in ours


def test_a_visits_forms_page_asks_no_more_with_more_forms(made, design, specialist):
    first = made(design("Report", "report", findings={}, secret={"private": True}))
    page = specialist.at(f"appointments/{first.appointment_id}/forms/")
    browser = specialist.client()
    browser.get(page)
    before = queries_of(lambda: browser.get(page))
    for number in range(4):
        made(design(f"Report {number}", "report", findings={}, secret={"private": True}))

    assert queries_of(lambda: browser.get(page)) == before


def test_what_another_answer_hides_shows_nothing_further_and_is_not_signed(made, design, by_link):
    first = made(design("Survey", takes={"kind": "yes_no"}))
    takes = first.snapshot[0]
    which = {
        **takes,
        "id": "b",
        "kind": "choice",
        "options": ["x", "y"],
        "shown_when": {"field": takes["id"], "is": True},
    }
    why = {**takes, "id": "c", "kind": "text", "required": True, "shown_when": {"field": "b", "is": "x"}}
    first.snapshot = [takes, which, why]

    hidden = AnswerForm(
        first, {f"q{takes['id']}": "no", "qb": "x", "qc": "z"}, shows_private=False, complete=True
    )
    shown = AnswerForm(
        first, {f"q{takes['id']}": "yes", "qb": "x", "qc": ""}, shows_private=False, complete=True
    )

    assert hidden.is_valid()
    assert hidden.answers == {takes["id"]: False}
    assert list(shown.errors) == ["qc"]
