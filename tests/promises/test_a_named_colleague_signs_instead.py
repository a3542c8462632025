"""B4: for a specialist who is absent or gone an admin names a colleague, for one open form, with a reason.

Page and PDF name both. The colleague sees that one form; a new version of it follows the rule anew.
"""

import pytest
from django.db import transaction

from appointments.models import Appointment
from forms.models import Form, NamedSigner
from forms.pdf import typeset
from restartix.core.clinics.models import Event
from restartix.core.effects.models import Effect, Kind
from tests.forms.conftest import design as design
from tests.promises.forms import name_signer, now, page, sign
from tests.promises.forms import other_specialist as other_specialist
from tests.promises.forms import report as report
from tests.promises.forms import visit as visit

pytestmark = pytest.mark.django_db


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
