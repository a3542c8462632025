"""B4: a specialist's form is signed by its visit's specialist alone, with the account's name, once the visit began.

Other staff prepare it. An admin may name a colleague for one open form, with a reason; page and PDF name both.
"""

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from appointments.models import Appointment, Status
from forms.models import Form, Hand, NamedSigner
from forms.models import Status as FormStatus
from forms.typesetting import typeset
from restartix.effects.models import Effect, Kind
from restartix.organisations.models import Event
from tests.forms.conftest import design as design
from tests.forms.conftest import key_of
from tests.making import night

pytestmark = pytest.mark.django_db


@pytest.fixture
def visit(make_visit):
    return make_visit(Status.INPROGRESS, at=night(-1))


@pytest.fixture
def report(visit, design, admin):
    return made_for(visit, design, admin)


@pytest.fixture
def other_specialist(cast):
    return cast.signed_in(cast.andrei.member.user)


def made_for(visit, design, admin):
    from forms.generation import generate

    template = design("Report", "report", findings={"required": True})
    with admin.scope() as actor:
        (form,) = generate(appointment=Appointment.objects.get(pk=visit.pk), templates=[template], by=actor)
    return form


def page(seat, form, end=""):
    return seat.at(f"appointments/{form.appointment_id}/forms/{form.pk}/{end}")


def sign(seat, form, **said):
    data = {"revision": "0", key_of(form, "findings"): "Well", "signer_name": "Anybody"} | said
    return seat.client().post(page(seat, form, "signature/"), data, follow=True)


def name_signer(seat, form, specialist, reason="She is ill until May"):
    data = {"specialist": specialist.pk, "reason": reason}
    return seat.client().post(page(seat, form, "signer/"), data, follow=True)


def now(admin, form):
    with admin.scope():
        return Form.objects.get(pk=form.pk)


def test_it_carries_the_accounts_name_whatever_was_typed(report, specialist, admin, cast):
    shown = specialist.client().get(page(specialist, report))
    answer = sign(specialist, report)

    assert 'name="signer_name"' not in shown.text
    assert cast.ioana.member.user.name in shown.text
    assert answer.status_code == 200
    signed = now(admin, report)
    assert (signed.signer_name, signed.signed_by_id) == (
        cast.ioana.member.user.name,
        cast.ioana.member.user_id,
    )


def test_an_admin_prepares_and_does_not_sign(report, admin):
    shown = admin.client().get(page(admin, report)).text
    data = {"revision": "0", key_of(report, "findings"): "Prepared"}
    saved = admin.client().post(page(admin, report), data, follow=True)
    refused = sign(admin, report, revision="1")

    assert "You can prepare this form" in shown
    assert "signature/" not in shown
    assert saved.status_code == 200
    assert refused.status_code == 403
    assert now(admin, report).status == FormStatus.COMPLETED


@pytest.mark.parametrize("status", [Status.UPCOMING, Status.CONFIRMED])
def test_nothing_is_signed_before_the_visit_is_under_way(make_visit, design, admin, specialist, status):
    form = made_for(make_visit(status, at=night(3)), design, admin)

    shown = specialist.client().get(page(specialist, form)).text
    refused = sign(specialist, form)

    assert "once the visit is under way" in shown
    assert refused.status_code == 409
    assert not now(admin, form).is_signed


def test_once_the_visit_is_done_its_specialist_still_signs(report, specialist, admin):
    with admin.scope():
        Appointment.objects.filter(pk=report.appointment_id).update(status=Status.DONE)

    assert sign(specialist, report).status_code == 200
    assert now(admin, report).is_signed


def written(form, seat, name):
    return {
        "status": FormStatus.SIGNED,
        "signed_at": timezone.now(),
        "signer_name": name,
        "signed_how": Hand.CONFIRMED,
        "signed_by_id": seat.user_id,
        "answers": {form.snapshot[0]["id"]: "Well"},
    }


def refused_by_the_database(seat, form, name):
    with seat.scope(), pytest.raises(IntegrityError) as refused, transaction.atomic():
        assert Form.objects.filter(pk=form.pk).update(**written(form, seat, name)) == 1
    return refused.value.__cause__.diag.constraint_name


def test_the_database_refuses_anybody_else_and_any_other_name(report, admin, specialist, cast):
    ioana = cast.ioana.member.user.name

    assert refused_by_the_database(admin, report, cast.ana.name) == "signed_by_whose_it_is"
    assert refused_by_the_database(specialist, report, "Dr. Somebody Else") == "signature_is_whole"
    assert refused_by_the_database(admin, report, ioana) == "signature_is_whole"


def test_the_database_refuses_the_specialist_before_the_visit(make_visit, design, admin, specialist, cast):
    form = made_for(make_visit(Status.CONFIRMED, at=night(3)), design, admin)

    assert refused_by_the_database(specialist, form, cast.ioana.member.user.name) == "signed_by_whose_it_is"


def test_staff_sign_nothing_in_a_patients_place(visit, design, admin, specialist, cast):
    from forms.generation import generate

    template = design("Consent", "disclaimer", agreed={"kind": "consent", "required": True})
    with admin.scope() as actor:
        (form,) = generate(appointment=Appointment.objects.get(pk=visit.pk), templates=[template], by=actor)
    said = written(form, specialist, "Luca Stan") | {
        "signed_how": Hand.TYPED,
        "answers": {form.snapshot[0]["id"]: True},
    }

    for seat in (specialist, admin):
        with seat.scope(), pytest.raises(IntegrityError) as refused, transaction.atomic():
            Form.objects.filter(pk=form.pk).update(**said | {"signed_by_id": seat.user_id})
        assert refused.value.__cause__.diag.constraint_name == "signed_by_whose_it_is"


def test_a_named_colleague_signs_and_page_and_pdf_name_both(
    report, admin, other_specialist, specialist, guardian, cast
):
    assert other_specialist.client().get(page(other_specialist, report)).status_code == 404
    named = name_signer(admin, report, cast.andrei)
    board = other_specialist.client().get(other_specialist.at("dashboard/")).text
    shown = other_specialist.client().get(page(other_specialist, report)).text
    answer = sign(other_specialist, report)

    assert cast.andrei.display_name in named.text
    assert "To sign for a colleague" in board
    assert page(other_specialist, report) in board
    assert f"You sign as <strong>{cast.andrei.member.user.name}</strong>" in shown
    assert answer.status_code == 200
    signed = now(admin, report)
    assert signed.signer_name == cast.andrei.member.user.name
    for seat, why in ((specialist, True), (other_specialist, True), (admin, True), (guardian, False)):
        address = (
            page(seat, report)
            if seat is not guardian
            else seat.at(f"visits/{report.appointment_id}/forms/{report.pk}/")
        )
        text = seat.client().get(address).text
        assert cast.andrei.member.user.name in text
        assert cast.ioana.display_name in text
        assert ("She is ill until May" in text) is why
    with admin.scope():
        row = Form.objects.select_related("appointment", "organisation", "named_signer").get(pk=report.pk)
        assert typeset(row, shows_private=True) != typeset(row, shows_private=False)


def test_its_papers_are_two_the_clinics_own_with_the_reason(report, admin, other_specialist, cast):
    name_signer(admin, report, cast.andrei)
    sign(other_specialist, report)

    with admin.scope():
        effect = Effect.objects.filter(appointment=report.appointment_id, kind=Kind.DOCUMENT).latest(
            "created_at"
        )
        verbs = list(Event.objects.filter(appointment=report.appointment_id).values_list("verb", flat=True))
        told = Effect.objects.get(appointment=report.appointment_id, code="named-signer")
    assert effect.state == "pending"
    assert {"signer named", "signed"} <= set(verbs)
    assert told.user_id == cast.andrei.member.user_id


def test_the_named_colleague_sees_that_form_and_nothing_else_of_the_visit(
    report, admin, other_specialist, cast
):
    name_signer(admin, report, cast.andrei)

    with other_specialist.scope():
        assert set(Form.objects.filter(appointment=report.appointment_id)) == {report}
        assert not Appointment.objects.filter(pk=report.appointment_id).exists()
    assert (
        other_specialist.client()
        .get(other_specialist.at(f"appointments/{report.appointment_id}/"))
        .status_code
        == 404
    )


def test_naming_the_visits_own_specialist_takes_it_back(report, admin, other_specialist, cast):
    name_signer(admin, report, cast.andrei)
    name_signer(admin, report, cast.ioana, "She is back")

    assert other_specialist.client().get(page(other_specialist, report)).status_code == 404
    with other_specialist.scope():
        assert Form.objects.filter(pk=report.pk).update(revision=5) == 0


def test_only_an_admin_names_with_a_reason_and_only_while_the_form_is_open(
    report, admin, specialist, other_specialist, cast
):
    assert name_signer(specialist, report, cast.andrei).status_code == 404
    assert name_signer(admin, report, cast.andrei, reason=" ").status_code == 422
    with specialist.scope(), pytest.raises(Exception, match="row-level security"), transaction.atomic():
        NamedSigner.objects.create(
            organisation=cast.aurora.organisation, form=report, specialist=cast.andrei, reason="x",
            named_by_id=specialist.user_id, namer_name="x",
        )  # fmt: skip
    sign(specialist, report)
    assert name_signer(admin, report, cast.andrei).status_code == 409


def test_a_correction_follows_the_same_rule(report, admin, specialist, other_specialist, cast):
    name_signer(admin, report, cast.andrei)
    sign(other_specialist, report)
    begun = admin.client().post(page(admin, report, "correction/"), {"reason": "The other knee"}, follow=True)
    with admin.scope():
        new = Form.objects.get(replaces=report)

    assert "You can prepare this form" in begun.text
    assert sign(admin, new).status_code == 403
    assert sign(other_specialist, new).status_code == 404
    assert sign(specialist, new).status_code == 200
    assert now(admin, new).signer_name == cast.ioana.member.user.name


def test_what_was_signed_before_still_hashes_to_what_was_signed(admin):
    with admin.scope():
        signed = Form.objects.filter(status=FormStatus.SIGNED)
        from forms.signing import is_intact

        assert signed.exists()
        assert all(is_intact(form) for form in signed)
