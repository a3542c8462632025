"""What patients who asked for text messages are told at once: once, and as the visit stands."""

from datetime import timedelta
from email import message_from_bytes, policy

import pytest

from appointments.models import Appointment, Status
from restartix.core.effects import worker
from restartix.core.effects.models import Effect, Kind
from tests.making import night

NEWS = ("your visit has a new time", "is cancelled", "takes place after all")


@pytest.fixture(autouse=True)
def outbox(tmp_path, settings):
    settings.OUTBOX_DIR, settings.EMAIL_URL, settings.SMS_URL, settings.DEMO = tmp_path, "", "", True
    return tmp_path


@pytest.fixture
def texted(committed, admin, outbox):
    """What has newly been texted about a visit, by the words that matter."""

    def look(visit):
        for path in outbox.glob("*.eml"):
            path.unlink()
        with admin.scope():
            effects = list(Effect.objects.filter(appointment=visit, state="pending"))
        with committed.as_role("worker"):
            for one in effects:
                worker.run(one.organisation_id, str(one.pk))
        kept = [message_from_bytes(path.read_bytes(), policy=policy.default) for path in outbox.glob("*.eml")]
        said = [message.get_content() for message in kept if message["X-Text-To"]]
        return [words for one in said for words in NEWS if words in one]

    return look


def test_a_visit_moved_or_called_off_is_told_once_and_as_it_stands(make_visit, texted, admin, cast):
    visit = make_visit(Status.UPCOMING, at=night(60), person=cast.elena)
    with admin.scope() as actor:
        Appointment.objects.filter(pk=visit.pk).update(wants_sms=True)
        mine = Appointment.objects.get(pk=visit.pk)
        for days in (1, 2):
            mine.reschedule(by=actor, started_at=visit.started_at + timedelta(days=days), reason="Away")

    assert texted(visit) == ["your visit has a new time"], "the first move is no news any more"

    with admin.scope() as actor:
        mine.cancel(by=actor, reason="Ioana is ill")
    assert texted(visit) == ["is cancelled"]

    with admin.scope() as actor:
        mine.reinstate(by=actor, reason="She is well again")
    assert texted(visit) == ["takes place after all"]


def test_reinstated_at_another_time_before_the_cancellation_was_told_is_a_new_time(
    make_visit, texted, admin, cast
):
    visit = make_visit(Status.UPCOMING, at=night(60), person=cast.elena)
    with admin.scope() as actor:
        Appointment.objects.filter(pk=visit.pk).update(wants_sms=True)
        mine = Appointment.objects.get(pk=visit.pk)
        mine.reschedule(by=actor, started_at=night(61), reason="Away")
    assert texted(visit) == ["your visit has a new time"]

    with admin.scope() as actor:
        mine.cancel(by=actor, reason="Ioana is ill")
        mine.reinstate(by=actor, reason="She is well again", started_at=night(62))

    assert texted(visit) == ["your visit has a new time"]


@pytest.mark.usefixtures("db")
def test_who_wants_no_text_messages_gets_none(make_visit, admin, cast):
    visit = make_visit(Status.UPCOMING, at=night(60), person=cast.elena)
    with admin.scope() as actor:
        visit.cancel(by=actor, reason="Ioana is ill")

        assert not Effect.objects.filter(appointment=visit, kind=Kind.SMS).exists()
