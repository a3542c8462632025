"""Forms for the promises about signing: a visit under way with Ioana, its report, and the desk's addresses."""

import pytest

from appointments.models import Appointment, Status
from forms.generation import generate
from forms.models import Form
from tests.forms.conftest import key_of
from tests.making import night


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
    return make_form(visit, design("Report", "report", findings={"required": True}), admin)


def make_form(visit, template, admin):
    with admin.scope() as actor:
        (form,) = generate(visit=Appointment.objects.get(pk=visit.pk), templates=[template], by=actor)
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
