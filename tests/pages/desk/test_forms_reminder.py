"""Asking the patient for missing forms with one press, and what became of each message."""

import pytest
from django.urls import set_urlconf

from appointments.models import Appointment, Status
from forms.models import Form
from patients.models import Guardianship
from restartix.core.effects.models import HANDED_ON, NOT_NEEDED, Delivery, Effect, Kind, State
from restartix.flows.visit_forms import bring_forms
from restartix.pages.desk.clocks import staff_clock
from restartix.pages.desk.sent_messages import letters_of
from restartix.pages.desk.visit_queries import gather
from tests.making import night

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def clinics_addresses(settings):
    set_urlconf(settings.CLINIC_URLCONF)
    yield
    set_urlconf(None)


@pytest.fixture
def unfinished(cast, admin):
    with admin.scope():
        return next(
            visit
            for visit in cast.aurora.visits
            if visit.status in {"upcoming", "confirmed"}
            and visit.started_at > cast.world.now
            and visit.forms.unsigned_required().filter(filled_by="patient").exists()
        )


def test_one_press_mails_the_patient_once(admin, unfinished, press):
    def asked():
        with admin.scope():
            return Effect.objects.filter(appointment=unfinished, code="forms").count()

    before = asked()
    assert press(admin, f"appointments/{unfinished.pk}/forms-reminder/").status_code == 302
    again = press(admin, f"appointments/{unfinished.pk}/forms-reminder/")

    assert again.status_code == 409
    assert "reminded just now" in again.content.decode()
    assert "Remind the patient" not in again.content.decode()
    assert asked() == before + 1
    with admin.scope():
        assert unfinished.events.last().verb == "reminded of forms"


def test_nobody_is_asked_for_what_is_not_missing(admin, unfinished, press):
    with admin.scope():
        Form.objects.filter(appointment=unfinished).exclude(status="signed").update(is_required=False)

    answer = press(admin, f"appointments/{unfinished.pk}/forms-reminder/")

    assert "The patient has nothing left to fill in" in answer.content.decode()


def test_whoever_may_not_fill_in_forms_is_not_asked_to(admin, cast, make_visit, press):
    visit = make_visit(Status.UPCOMING, at=night(60))
    with admin.scope() as actor:
        bring_forms(visit, by=actor)
        theirs = Guardianship.objects.filter(user=cast.maria.user, person=cast.luca)
        theirs.update(rights=["book"], identity_check="Seen at the desk")

    answer = press(admin, f"appointments/{visit.pk}/forms-reminder/")

    assert answer.status_code == 409
    assert "Please call" in answer.content.decode()
    with admin.scope():
        assert not Effect.objects.filter(appointment=visit, code="forms").exists()


def test_patients_do_not_press_it(patient, unfinished, press):
    assert press(patient, f"appointments/{unfinished.pk}/forms-reminder/").status_code == 404


def lines_of(visit, actor):
    now = Appointment.objects.with_names().get(pk=visit.pk)
    return letters_of(now, staff_clock(actor), gather(now))


@pytest.mark.parametrize(
    ("outcome", "word", "trouble"),
    [
        ({}, "sending", ""),
        ({"state": State.DONE}, "sent", ""),
        ({"state": State.DONE, "delivery": Delivery.DELIVERED}, "delivered", ""),
        (
            {"state": State.DONE, "delivery": Delivery.FAILED, "delivery_code": "sms-landline"},
            "did not arrive",
            "landline",
        ),
        ({"state": State.FAILED, "last_error_code": "sms-bad-number"}, "failed", "not a number"),
        ({"state": State.DONE, "provider_ref": NOT_NEEDED}, "no longer needed", ""),
    ],
)
def test_what_became_of_a_message_is_said_in_words(admin, unfinished, outcome, word, trouble):
    with admin.scope() as actor:
        effect = Effect.objects.create(
            kind=Kind.SMS,
            code="reminder",
            subject="sms:1",
            organisation_id=unfinished.organisation_id,
            appointment=unfinished,
        )
        Effect.objects.filter(pk=effect.pk).update(**outcome)
        newest = lines_of(unfinished, actor)[0]

    assert (newest.name, newest.word) == ("Reminder of the visit, by text message", word)
    assert newest.to == "To the patient"
    assert trouble in newest.trouble


def test_what_was_handed_on_is_a_line_for_each_reader_with_their_name(admin, unfinished, cast):
    told = {"kind": Kind.MAIL, "code": "new-booking-staff", "organisation_id": unfinished.organisation_id}
    with admin.scope() as actor:
        before = len(lines_of(unfinished, actor))
        for reader in (None, cast.ana, unfinished.specialist.member.user):
            one = Effect.objects.create(**told, subject=f"mail:{reader}", appointment=unfinished, user=reader)
            if reader is None:
                Effect.objects.filter(pk=one.pk).update(state=State.DONE, provider_ref=HANDED_ON)

        lines = lines_of(unfinished, actor)

    assert len(lines) == before + 2, "not the one that became these two"
    assert {(one.name, one.to) for one in lines[:2]} == {
        ("A new booking", f"To {cast.ana.name}, admin"),
        ("A new booking", f"To {unfinished.specialist.member.user.name}, the specialist"),
    }
