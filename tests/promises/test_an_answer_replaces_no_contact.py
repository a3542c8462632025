"""B14. A form's answer never replaces how a patient is reached: it is judged as the profile judges it, and proposed."""

import pytest

from appointments.models import Appointment
from forms.models import Form
from patients.contact_data import ContactProposal
from patients.models import PatientPerson, PatientProfile
from restartix.core.clinics.models import Event
from tests.forms.conftest import design, key_of, made, now, visit  # noqa: F401 (fixtures)

pytestmark = pytest.mark.django_db

BOUND = {
    "mobile": {"bound_to": "phone"},
    "whom": {"bound_to": "emergency_contact"},
    "their_phone": {"bound_to": "emergency_phone"},
    "blood": {"bound_to": "blood_type"},
    "born": {"kind": "date", "bound_to": "birth_date"},
}


@pytest.fixture
def form(made, design):  # noqa: F811
    return made(design("About you", **BOUND))


@pytest.fixture
def sign(patient):
    """Sign the form on its own page, as the patient."""

    def send(form, **said):
        page = patient.at(f"visits/{form.appointment_id}/forms/{form.pk}/signature/")
        data = {key_of(form, label): value for label, value in said.items()}
        return patient.client().post(page, data | {"revision": "0", "signer_name": "Elena"})

    return send


def record_of(seat, visit):  # noqa: F811
    with seat.scope():
        person = Appointment.objects.get(pk=visit.pk).patient_person
        profile = PatientProfile.objects.filter(person=person).first()
        return person.phone, profile.emergency_contact, profile.emergency_phone


def pending(seat, form):
    with seat.scope():
        return {one.attribute: one for one in ContactProposal.objects.pending().filter(form_id=form.pk)}


def test_free_text_is_no_phone_number_and_the_form_says_so(form, sign, patient, admin, visit):  # noqa: F811
    before = record_of(admin, visit)

    for typed in ("ask my wife", "12345", "+40 722 123"):
        refused = sign(form, mobile=typed)
        assert refused.status_code == 422
        assert "This phone number can’t be right." in refused.text

    assert record_of(admin, visit) == before
    assert not now(patient, form).is_signed


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        ({"born": "1899-12-31"}, "year of birth"),
        ({"born": "2999-01-01"}, "in the future"),
        ({"blood": "AB--+"}, "4 char"),
    ],
)
def test_bound_answers_are_judged_as_the_profiles_form_judges_them(form, sign, patient, answer, words):
    refused = sign(form, **answer)

    assert refused.status_code == 422
    assert words in refused.text
    assert not now(patient, form).is_signed


def test_contact_data_is_proposed_and_everything_else_flows(form, sign, admin, patient, visit):  # noqa: F811
    before = record_of(admin, visit)

    assert (
        sign(form, mobile="0733 111 222", whom="Dan", their_phone="0733 111 333", blood="AB-").status_code
        == 302
    )

    assert record_of(admin, visit) == before
    assert {name: one.value for name, one in pending(admin, form).items()} == {
        "phone": "+40733111222",
        "emergency_contact": "Dan",
        "emergency_phone": "+40733111333",
    }
    with admin.scope():
        assert PatientProfile.objects.get(person=visit.patient_person_id).blood_type == "AB-"
    assert pending(patient, form) == {}, "it is the staff's to decide"


def test_staff_see_it_and_accept_it(form, sign, admin, specialist, visit):  # noqa: F811
    sign(form, mobile="0733 111 222", their_phone="0733 111 333")
    person = visit.patient_person_id
    for seat, page in (
        (admin, f"people/{person}/"),
        (admin, f"appointments/{visit.pk}/"),
        (specialist, f"appointments/{visit.pk}/"),
    ):
        shown = seat.client().get(seat.at(page))
        assert "+40 733 111 222" in shown.text
        assert "Proposed by a form" in shown.text

    number = pending(admin, form)["phone"]
    landed = admin.client().post(admin.at(f"proposals/{number.pk}/acceptance/"), follow=True)

    assert landed.status_code == 200
    assert record_of(admin, visit)[0] == "+40733111222"
    assert set(pending(admin, form)) == {"emergency_phone"}
    with admin.scope() as actor:
        told = Event.objects.get(appointment=visit.pk, verb="contact proposal accepted")
        decided = ContactProposal.objects.get(pk=number.pk)
    assert decided.decided_by_id == actor.user_id
    assert "733111222" not in str(told.details), "the story is read by more people than the record"
    assert (
        "Record changed as proposed by a form"
        in admin.client().get(admin.at(f"appointments/{visit.pk}/")).text
    )


def test_dismissed_it_changes_nothing_and_is_decided_once(form, sign, specialist, admin, visit):  # noqa: F811
    before = record_of(admin, visit)
    sign(form, mobile="0733 111 222")
    number = pending(specialist, form)["phone"]

    specialist.client().post(specialist.at(f"proposals/{number.pk}/dismissal/"))
    late = admin.client().post(admin.at(f"proposals/{number.pk}/acceptance/"), follow=True)

    assert "Nothing was changed" in late.text
    assert record_of(admin, visit) == before
    assert pending(admin, form) == {}


def test_nobody_else_decides(form, sign, admin, patient, by_link, visit):  # noqa: F811
    sign(form, mobile="0733 111 222")
    number = pending(admin, form)["phone"]

    for seat in (patient, by_link):
        answer = seat.client().post(seat.at(f"proposals/{number.pk}/acceptance/"))
        assert answer.status_code in {302, 403, 404}
        with seat.scope():
            assert number.decide(accepts=True) is False
    assert record_of(admin, visit)[0] != "+40733111222"


def test_what_is_on_record_already_is_not_proposed(form, sign, admin, visit):  # noqa: F811
    with admin.scope():
        phone = PatientPerson.objects.get(pk=visit.patient_person_id).phone

    sign(form, mobile=phone)

    assert pending(admin, form) == {}
    with admin.scope():
        assert Form.objects.get(pk=form.pk).is_signed
