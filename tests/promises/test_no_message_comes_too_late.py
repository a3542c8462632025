"""B11: a message that has lost its use by the time it can go out is marked so instead of sent: each kind of them."""

from datetime import timedelta

import pytest
from django.utils import timezone

from appointments.models import Appointment, Status
from restartix.core.clinics.scope import scope
from restartix.core.effects import registry
from restartix.core.effects.models import NOT_NEEDED, Effect, Kind, State
from restartix.core.effects.worker import run
from restartix.tools.sample.loader import as_owner

BEHIND = {"started_at": timezone.now() - timedelta(hours=3), "ended_at": timezone.now() - timedelta(hours=2)}


OF_A_VISIT = {
    **dict.fromkeys(["booked", "new-booking-staff"], Status.BOOKED),
    **dict.fromkeys(["onboarded", "reminder", "forms", "moved", "reinstated"], Status.UPCOMING),
    **dict.fromkeys(["moved-staff", "moved-away", "reinstated-staff"], Status.UPCOMING),
    "confirmed": Status.CONFIRMED,
    **dict.fromkeys(["cancelled", "cancelled-staff"], Status.CANCELLED),
}
"""Messages that lose their use once the visit is over, with a status in which they are sent before."""


@pytest.mark.parametrize("code", OF_A_VISIT)
def test_a_message_about_a_visit_is_of_no_use_after_it(changed_visit, is_of_use, code):
    passed = changed_visit(status=OF_A_VISIT[code], **BEHIND)

    assert not is_of_use(Kind.MAIL, code, appointment_id=passed.pk, sequence=passed.sequence)


@pytest.mark.parametrize(
    "code", ["booked", "onboarded", "reminder", "moved", "reinstated", "cancelled", "confirmed"]
)
def test_before_it_the_message_is_of_use(changed_visit, is_of_use, code):
    ahead = changed_visit(status=OF_A_VISIT[code])

    assert is_of_use(Kind.MAIL, code, appointment_id=ahead.pk, sequence=ahead.sequence)


@pytest.mark.parametrize("code", ["reminder", "moved", "cancelled", "reinstated"])
def test_a_text_message_is_of_no_use_after_the_visit(changed_visit, is_of_use, code):
    passed = changed_visit(status=OF_A_VISIT[code], wants_sms=True, **BEHIND)
    assert not is_of_use(Kind.SMS, code, appointment_id=passed.pk, sequence=passed.sequence)

    ahead = changed_visit(
        status=OF_A_VISIT[code],
        started_at=timezone.now() + timedelta(hours=5),
        ended_at=timezone.now() + timedelta(hours=6),
    )
    assert is_of_use(Kind.SMS, code, appointment_id=ahead.pk, sequence=ahead.sequence)


def test_a_confirmation_of_a_cancelled_visit_is_of_no_use(changed_visit, is_of_use):
    cancelled = changed_visit(status=Status.CANCELLED)

    for code in ("booked", "onboarded", "link", "new-booking-staff"):
        assert not is_of_use(Kind.MAIL, code, appointment_id=cancelled.pk, sequence=cancelled.sequence)


def test_of_two_alike_only_the_later_is_of_use(changed_visit, is_of_use, committed, clinic):
    ahead = changed_visit(status=Status.UPCOMING)
    with committed.as_role("worker"), scope(organisation_id=clinic):
        ahead.tell("moved")

    assert not is_of_use(Kind.MAIL, "moved", appointment_id=ahead.pk, sequence=ahead.sequence)


def test_a_late_cancellation_told_after_the_visit_is_of_use(changed_visit, committed, clinic):
    passed = changed_visit(status=Status.CANCELLED, **BEHIND)
    with committed.as_role("worker"), scope(organisation_id=clinic):
        effect = Effect(kind=Kind.MAIL, code="cancelled", organisation_id=clinic, appointment_id=passed.pk)

        assert registry.task_of(effect).is_of_use(effect), "it was asked for after the visit's time"


def test_what_lost_its_use_is_marked_and_not_sent(committed, clinic, changed_visit, tmp_path, settings):
    settings.DEMO, settings.EMAIL_URL, settings.OUTBOX_DIR = True, "", tmp_path
    ahead = changed_visit(status=Status.UPCOMING)
    with committed.as_role("worker"), scope(organisation_id=clinic):
        ahead.tell("reminder")
        effect = Effect.objects.get(appointment=ahead, code="reminder", kind=Kind.MAIL)
    with committed.as_role("owner"), as_owner():
        Appointment.objects.filter(pk=ahead.pk).update(**BEHIND)

    with committed.as_role("worker"):
        run(clinic, str(effect.pk))
        with scope(organisation_id=clinic):
            effect.refresh_from_db()

    assert (effect.state, effect.provider_ref) == (State.DONE, NOT_NEEDED)
    assert list(tmp_path.glob("*.eml")) == []
