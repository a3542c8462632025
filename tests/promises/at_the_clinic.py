"""Forms for the promises about signing at the clinic: a visit under way with Ioana, and a consent that waits."""

import pytest

from appointments.models import Appointment
from tests.forms.conftest import key_of
from tests.promises.forms import make_form

WORDS = "I agree to the treatment."


@pytest.fixture
def consent(visit, design, admin):
    template = design("Consent", "disclaimer", **{WORDS: {"kind": "consent", "required": True}})
    return make_form(visit, template, admin)


def of_visit(seat, visit, end=""):
    return seat.at(f"appointments/{visit.pk}/{end}")


def complete(seat, visit):
    return seat.client().post(of_visit(seat, visit, "completion/"), follow=True)


def status_of(admin, visit):
    with admin.scope():
        return Appointment.objects.get(pk=visit.pk).status


def given(specialist, visit):
    """The specialist's browser, given to the patient."""
    browser = specialist.client()
    browser.get(specialist.at("dashboard/"))
    answer = browser.post(of_visit(specialist, visit, "signing/"))
    assert answer.status_code == 302
    assert answer["Location"] == specialist.at(f"sign/{visit.pk}/")
    return browser


def sign(browser, seat, form, **said):
    data = {
        "revision": "0",
        key_of(form, WORDS): "on",
        "signer_name": "Maria Stan",
        "cannot_draw": "on",
    } | said
    address = seat.at(f"sign/{form.appointment_id}/forms/{form.pk}/signature/")
    return browser.post(address, data, headers={"HX-Request": "true"})
