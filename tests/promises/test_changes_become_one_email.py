"""E-mails that would follow one another within minutes become one, which says how the visit stands by then."""

from datetime import timedelta

import pytest
from django.utils import timezone
from django_q.models import OrmQ

from appointments.models import Appointment, Status
from patients.models import LoginOf
from restartix.core.clinics.scope import scope
from restartix.core.effects.models import Effect, Kind
from tests.making import night
from tests.promises.changes import to_ioana, to_patient

pytestmark = pytest.mark.dates


def test_a_change_waits_to_be_told(own, change, committed):
    change("reschedule", started_at=night(31))

    with committed.as_role("worker"), scope(organisation_id=own.organisation_id):
        waits = Effect.objects.get(appointment=own, code="moved").next_attempt_at - timezone.now()
        assert timedelta(seconds=90) < waits <= timedelta(seconds=120)
        assert OrmQ.objects.count() == 1, "the room alone: the sweep queues the rest when it is due"


def test_several_moves_are_told_once_as_it_stands(own, change, mailed, cast):
    for days in (31, 32, 33):
        change("reschedule", started_at=night(days))

    letters = mailed()

    [told], [to_specialist] = to_patient(letters, own), to_ioana(letters, cast)
    day = f"{night(33).day}"
    assert told.startswith("New time:")
    assert day in told
    assert day in to_specialist


def test_what_was_moved_to_and_fro_is_not_told(own, change, mailed, cast):
    change("tell", code="onboarded")
    change("tell", code="confirmed")
    assert len(mailed()) == 2
    change("reschedule", started_at=night(31))
    change("reschedule", started_at=night(30))

    assert mailed() == []


def test_a_cancellation_taken_back_is_not_told_and_a_move_since_is(own, change, mailed, cast):
    change("tell", code="onboarded")
    mailed()
    change("cancel")
    change("reinstate")
    assert to_patient(mailed(), own) == []

    change("cancel")
    change("reinstate")
    change("reschedule", started_at=night(31))
    [told] = to_patient(mailed(), own)
    assert told.startswith("New time:")


def test_a_cancellation_that_was_told_is_taken_back_in_words(own, change, mailed):
    change("tell", code="onboarded")
    change("cancel")
    assert [one.split(":")[0] for one in to_patient(mailed(), own)][-1] == "Cancelled"

    change("reinstate")
    [told] = to_patient(mailed(), own)
    assert told.startswith("Your visit takes place:")


def test_moved_and_then_cancelled_is_one_cancellation(own, change, mailed, cast):
    change("reschedule", started_at=night(31))
    change("cancel")

    letters = mailed()

    assert [one.split(":")[0] for one in to_patient(letters, own)] == ["Cancelled"]
    assert [one.split(":")[0] for one in to_ioana(letters, cast)] == ["Cancelled"]


def test_moved_and_then_confirmed_is_one_email_to_the_specialist(own, change, mailed, cast):
    change("reschedule", started_at=night(31))
    change("confirm")

    [(subject, text)] = [
        (subject, text) for to, subject, text in mailed() if to == cast.ioana.member.user.email
    ]

    assert subject.startswith("Confirmed:")
    assert "new time" in text
    assert "will come" in text


def test_who_gets_the_visit_after_all_is_told_whatever_others_were(own, change, mailed, cast):
    change("tell", code="confirmed")
    mailed()
    change("reschedule", started_at=night(31), who=cast.andrei)

    letters = mailed()

    assert [subject.split(":")[0] for to, subject, _t in letters if to == cast.andrei.member.user.email] == [
        "Moved"
    ]
    assert len(to_ioana(letters, cast)) == 1, "that it is a colleague's now"


def test_the_email_names_the_family_member_it_is_about_and_its_subject_does_not(
    own, change, mailed, admin, cast
):
    with admin.scope():
        Appointment.objects.filter(pk=own.pk).update(login_of=LoginOf.GUARDIAN)
    change("reschedule", started_at=night(31))

    [(_to, subject, text)] = [one for one in mailed() if one[0] == own.contact_email]

    assert f"For: {cast.luca.name}" in text
    assert cast.luca.name not in subject


def test_no_text_message_leaves_before_the_clinic_has_accepted_the_visit(
    committed, make_visit, admin, settings
):
    settings.DEMO = True
    booked = make_visit(Status.BOOKED, at=night(30))
    with admin.scope() as ana:
        Appointment.objects.filter(pk=booked.pk).update(wants_sms=True)
        visit = Appointment.objects.get(pk=booked.pk)
        visit.reschedule(by=ana, started_at=night(31), reason="Earlier.")
        assert not visit.effects.filter(kind=Kind.SMS).exists()
        visit.onboard(by=ana)
        visit.reschedule(by=ana, started_at=night(32), reason="Later.")
        assert visit.effects.filter(kind=Kind.SMS, code="moved").count() == 1
