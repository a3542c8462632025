"""Notes for colleagues are read by specialists who have a visit with the same patient, ahead or in the last 12 months;
nothing else of the colleague's form is."""

from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from appointments.models import Appointment, Status
from forms.generation import generate
from forms.models import Field, Form, FormTemplate, FormType, PrivateAnswers, TemplateField
from patients.models import PatientPerson
from tests.forms.test_signing import sign_it

pytestmark = pytest.mark.django_db
NOTE, SECRET, FINDING = "Anxious about surgery", "Asks for a discount", "Swollen knee"


@pytest.fixture
def report(cast, admin):
    """A report with a finding, a note for colleagues and another private question."""
    with admin.scope():
        template = FormTemplate.objects.create(
            organisation=cast.aurora.organisation, name="Letter", type=FormType.REPORT
        )
        for position, (label, marks) in enumerate(
            {
                "finding": {},
                "note": {"is_private": True, "is_for_colleagues": True},
                "secret": {"is_private": True},
            }.items()
        ):
            field = Field.objects.create(organisation=template.organisation, label=label, kind="long_text")
            TemplateField.objects.create(
                organisation=template.organisation, template=template, field=field, position=position, **marks
            )
    return template


@pytest.fixture
def nora(cast, admin):
    """Whom no specialist has seen yet."""
    with admin.scope():
        return PatientPerson.objects.create(made_by=cast.aurora.organisation, name="Nora Enache")


@pytest.fixture
def written(cast, admin, make_visit, report, nora):
    """Andrei's report about her, signed: `written()`; or left unsigned."""

    def make(*, signs=True):
        visit = make_visit(
            Status.INPROGRESS, at=timezone.now() + timedelta(days=62), specialist=cast.andrei, person=nora
        )
        with admin.scope() as actor:
            (form,) = generate(visit=Appointment.objects.get(pk=visit.pk), templates=[report], by=actor)
        if signs:
            andrei = cast.signed_in(cast.andrei.member.user)
            return sign_it(form, andrei, private=True, finding=FINDING, note=NOTE, secret=SECRET)
        return form

    return make


@pytest.fixture
def seen(make_visit, nora):
    """Ioana's visit with her, so many days from now: `seen(Status.DONE, -30)`."""
    return lambda status, days: make_visit(status, at=timezone.now() + timedelta(days=days), person=nora)


def notes(seat, person):
    with seat.scope(), connection.cursor() as cursor:
        cursor.execute("SELECT specialist, answer FROM public.notes_for_colleagues(%s)", [person.pk])
        return cursor.fetchall()


def test_a_colleague_with_a_visit_ahead_reads_the_note_and_nothing_else(written, seen, cast, specialist):
    form, visit = written(), seen(Status.UPCOMING, 60)

    page = specialist.client().get(specialist.at(f"appointments/{visit.pk}/")).text

    assert NOTE in page
    assert cast.andrei.display_name in page
    assert SECRET not in page
    assert FINDING not in page
    with specialist.scope():
        assert not Form.objects.filter(pk=form.pk).exists()
        assert not PrivateAnswers.objects.filter(form=form.pk).exists()
        assert not Appointment.objects.filter(pk=form.appointment_id).exists()


def test_it_stands_beside_the_session_too(written, seen, specialist):
    written()
    visit = seen(Status.INPROGRESS, 63)

    assert NOTE in specialist.client().get(specialist.at(f"appointments/{visit.pk}/session/")).text


def test_an_unsigned_note_is_nobodys_to_read(written, seen, nora, specialist):
    written(signs=False)
    seen(Status.UPCOMING, 60)

    assert notes(specialist, nora) == []


def test_who_has_no_visit_with_the_patient_reads_nothing(
    written, seen, nora, specialist, patient, visitor, other_admin
):
    written()
    assert notes(specialist, nora) == []
    seen(Status.UPCOMING, 60)

    assert len(notes(specialist, nora)) == 1
    for seat in (patient, visitor, other_admin):
        assert notes(seat, nora) == []


@pytest.mark.parametrize(
    ("status", "days", "count"),
    [
        (Status.DONE, -300, 1),
        (Status.DONE, -370, 0),
        (Status.CANCELLED, 60, 0),
        (Status.NOSHOW, -30, 0),
    ],
)
def test_the_visit_is_ahead_or_of_the_last_twelve_months(
    written, seen, nora, specialist, status, days, count
):
    written()
    seen(status, days)

    assert len(notes(specialist, nora)) == count


def test_an_admin_says_which_question_is_one(report, admin):
    with admin.scope():
        place = TemplateField.objects.get(template=report, field__label="secret")
    page = admin.at(f"settings/forms/{report.pk}/questions/{place.pk}/")

    assert "A note for colleagues" in admin.client().get(page).text
    assert admin.client().post(page, {"sent": "1", "is_for_colleagues": "on"}).status_code == 422
    assert (
        admin.client().post(page, {"sent": "1", "is_private": "on", "is_for_colleagues": "on"}).status_code
        == 302
    )
    assert "note for colleagues" in admin.client().get(admin.at(f"settings/forms/{report.pk}/")).text
