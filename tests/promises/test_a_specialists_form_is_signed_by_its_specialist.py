"""B4: a specialist's form is signed by its visit's specialist alone, with the account's name, once the visit began.

Other staff prepare it. An admin may name a colleague for one open form, with a reason; page and PDF name both.
"""

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from appointments.models import Appointment, Status
from forms.models import Form, FormStatus, SignatureMethod
from tests.forms.conftest import design as design
from tests.forms.conftest import key_of
from tests.making import night
from tests.promises.forms import made_for, make_form, now, page, sign
from tests.promises.forms import report as report
from tests.promises.forms import visit as visit

pytestmark = pytest.mark.django_db


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

    assert "once the visit is in progress" in shown
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
        "signed_how": SignatureMethod.CONFIRMED,
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
    template = design("Consent", "disclaimer", agreed={"kind": "consent", "required": True})
    form = make_form(visit, template, admin)
    said = written(form, specialist, "Luca Stan") | {
        "signed_how": SignatureMethod.TYPED,
        "answers": {form.snapshot[0]["id"]: True},
    }

    for seat in (specialist, admin):
        with seat.scope(), pytest.raises(IntegrityError) as refused, transaction.atomic():
            Form.objects.filter(pk=form.pk).update(**said | {"signed_by_id": seat.user_id})
        assert refused.value.__cause__.diag.constraint_name == "signed_by_whose_it_is"


def test_what_was_signed_before_still_hashes_to_what_was_signed(admin):
    with admin.scope():
        signed = Form.objects.filter(status=FormStatus.SIGNED)
        from forms.signature import is_intact

        assert signed.exists()
        assert all(is_intact(form) for form in signed)
