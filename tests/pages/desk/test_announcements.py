"""What the desk says of who is told is what the worker does: both judge by the same rules."""

import pytest

from appointments.models import Appointment, Status
from patients.models import Guardianship, PatientPerson
from restartix.core.effects.stops import note_stop
from restartix.core.identity.models import User
from restartix.messages.notices import notice_after
from tests.making import night

pytestmark = [pytest.mark.django_db, pytest.mark.dates]


@pytest.fixture
def by_text_alone(admin, cast, make_visit, settings):
    """A visit whose patient has no e-mail address, and whose booking gave a number that they confirmed."""
    settings.SMS_URL, settings.DEMO = "", True
    made = make_visit(Status.UPCOMING, at=night(60), person=cast.elena)
    with admin.scope():
        Appointment.objects.filter(pk=made.pk).update(wants_sms=True)
        visit = Appointment.objects.with_names().get(pk=made.pk)
        visit.contact_email, visit.patient_person.user = "", None
        visit.booked_as = PatientPerson(pk=cast.elena.pk, name="Elena", phone=visit.patient_person.phone)
        visit.patient_person.phone = "+40721234598"
    return visit


def stop(visit, actor):
    note_stop(visit.booked_as.phone)


def put_right(visit, actor):
    visit.record("contact corrected", by=actor, phone=["", ""])


def bar(visit, actor):
    """Whose address the booking gave may do nothing for this person any more."""
    holder = User.objects.get(email="maria@patients.example")
    Guardianship.objects.create(
        organisation_id=visit.organisation_id, user=holder, person_id=visit.patient_person_id, rights=[]
    )


def await_acceptance(visit, actor):
    visit.onboarded_at = None


def test_who_confirmed_their_number_is_said_to_get_a_text_message(admin, by_text_alone):
    with admin.scope():
        assert notice_after(by_text_alone, by_text=True) == (True, "The patient gets a text message.")
        assert not notice_after(by_text_alone)[0]


@pytest.mark.parametrize("come_about", [stop, put_right, bar, await_acceptance])
def test_whom_no_text_message_reaches_is_to_be_called(admin, by_text_alone, come_about):
    with admin.scope() as actor:
        come_about(by_text_alone, actor)

        is_told, sentence = notice_after(by_text_alone, by_text=True)

    assert not is_told
    assert "Please call" in sentence


def test_the_page_says_that_the_patient_is_told_where_they_are(admin, make_visit):
    over, off = make_visit(Status.UPCOMING, at=night(-2)), make_visit(Status.CANCELLED, at=night(-3))

    notes = {visit: notes_of(admin, visit) for visit in (over, off)}

    assert "The patient gets an e-mail." in notes[over]["cancellation"], "even of a visit that is over"
    assert "The patient gets an e-mail." not in notes[off]["reinstatement"]


def notes_of(admin, visit):
    page = admin.client().get(admin.at(f"appointments/{visit.pk}/"))
    return {asked.key: asked.note for asked in page.context["asked"]}
