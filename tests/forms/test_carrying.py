"""A question says whether its answer is carried over; what is asked about today begins empty each time."""

import pytest

from forms.generation import generate
from forms.models import Field, FieldKind, TemplateVersion
from tests.forms.conftest import answer_of, fresh
from tests.forms.test_prefill import sign_as

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("said", "words", "carried"),
    [
        ("", "How strong is the pain today? 0: none", False),
        ("", "Do you have a fever right now?", False),
        ("", "What has changed since your last visit?", False),
        ("", "Cât de puternică este durerea ASTĂZI?", False),
        ("", "Cum vă simțiți azi?", False),
        ("", "Ce s-a schimbat de la ultima ședință?", False),
        ("", "Since when?", True),
        ("", "Do you know what to do?", True),
        ("", "Ați fost operat(ă) acum 2 ani?", True),
        ("never", "Since when?", False),
        ("always", "Do you smoke today?", True),
    ],
)
def test_what_is_asked_about_today_is_not_carried_over_unless_it_says_so(said, words, carried):
    assert Field(kind=FieldKind.TEXT, carried=said, label=words).is_carried_over is carried


@pytest.mark.parametrize("kind", [FieldKind.CONSENT, FieldKind.SIGNATURE, FieldKind.FILE, FieldKind.HEADING])
def test_no_act_is_ever_carried_over(kind):
    assert not Field(label="Since when?", kind=kind, carried="always").is_carried_over


def test_the_next_visit_begins_with_some_answers_and_without_others(
    design, made, visit, cast, admin, patient
):
    pain = "How strong is the pain today?"
    template = design("Survey", since={}, mood={}, **{pain: {"kind": "scale"}})
    with admin.scope():
        Field.objects.filter(label="mood").update(carried="never")
    sign_as(patient, made(template), since="May", mood="Low", **{pain: "4"})
    other = next(one for one in cast.aurora.visits if one.patient_person == cast.elena and one.pk != visit.pk)

    with admin.scope() as actor:
        (form,) = generate(visit=fresh(other), templates=[template], by=actor)

    assert (answer_of(form, "since"), answer_of(form, "mood"), answer_of(form, pain)) == ("May", None, None)
    assert set(form.sources) == {form.snapshot[0]["id"]}


def test_an_admin_says_so_and_each_form_that_asks_it_gets_a_version(design, admin):
    template = design("Survey", since={})
    with admin.scope():
        field = Field.objects.get(places__template=template)
    page = admin.at(f"settings/forms/questions/{field.pk}/")
    sent = {"label": "since", "help": "", "carried": "never"}

    assert "Carried over to the patient’s next visit" in admin.client().get(page).text
    assert admin.client().post(page, sent).status_code == 302
    board = admin.client().get(admin.at(f"settings/forms/{template.pk}/")).text

    assert "begins empty" in board
    with admin.scope():
        [asked] = TemplateVersion.objects.get(template=template, number=2).snapshot
    assert asked["carried"] is False
