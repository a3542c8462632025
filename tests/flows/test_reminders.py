"""Reminders: at the times the clinic chose, once, after an outage too, on a clock that changes; never too late."""

from datetime import UTC, datetime, timedelta
from email import message_from_bytes, policy
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from appointments.models import Appointment, Status
from forms.models import Form
from restartix.core.clinics.models import Organisation
from restartix.core.clinics.scope import scope
from restartix.core.effects import worker
from restartix.core.effects.models import NOT_NEEDED, Effect, Kind
from restartix.flows.reminders import send_due_reminders
from restartix.tools.sample.loader import as_owner
from tests.pages.settings.keeping import keep

BUCHAREST = ZoneInfo("Europe/Bucharest")
# The night of 28 March 2027 has no 03:00 in Bucharest, that of 25 October 2026 two.
START = datetime(2027, 6, 16, 10, tzinfo=BUCHAREST)
DAY = timedelta(days=1)


@pytest.fixture
def visit(cast):
    return next(one for one in cast.aurora.visits if one.status == Status.UPCOMING)


@pytest.fixture
def arrange(committed, visit):
    """Only this visit is ahead, at `start`, taken on long ago; the clinic reminds a day and an hour before."""

    def change(start=START, *, organisation=None, forms_done=True, told=None, **changes):
        with committed.as_role("owner"), as_owner():
            Appointment.objects.exclude(pk=visit.pk).filter(status__in=["upcoming", "confirmed"]).update(
                status="noshow"
            )
            Effect.objects.filter(appointment=visit).delete()
            if told:
                Effect.objects.create(
                    kind=Kind.MAIL,
                    code="moved",
                    subject="x",
                    organisation_id=visit.organisation_id,
                    appointment=visit,
                    created_at=told,
                )
            span = {"started_at": start, "ended_at": start + timedelta(minutes=30)}
            Appointment.objects.filter(pk=visit.pk).update(
                **span | {"created_at": start - 60 * DAY, "wants_sms": False} | changes
            )
            Organisation.objects.filter(pk=visit.organisation_id).update(**organisation or {})
            Form.objects.filter(appointment=visit).update(is_required=not forms_done)

    return change


@pytest.fixture
def remind(committed, visit):
    """The sweep at this moment; what it asked for, as (code, kind, word)."""

    def look(at):
        with committed.as_role("worker"):
            send_due_reminders(at)
            with scope(organisation_id=visit.organisation_id):
                asked = Effect.objects.filter(appointment=visit, once__isnull=False).order_by("created_at")
                return [effect.once.removeprefix("reminder:").replace(f"{visit.pk}:", "") for effect in asked]

    return look


def test_a_day_and_an_hour_before_each_once(arrange, remind):
    arrange()

    assert remind(START - DAY - timedelta(minutes=1)) == []
    assert remind(START - DAY) == ["0:1440"]
    assert remind(START - DAY + timedelta(minutes=1)) == ["0:1440"]
    assert remind(START - timedelta(hours=1)) == ["0:1440", "0:60"]
    assert remind(START - timedelta(minutes=1)) == ["0:1440", "0:60"]
    assert remind(START + timedelta(minutes=1)) == ["0:1440", "0:60"]


def test_after_an_outage_what_still_helps_is_sent_and_the_rest_is_not(arrange, remind):
    arrange()

    assert remind(START - timedelta(hours=9)) == ["0:1440"], "late, but still of use"
    arrange()
    assert remind(START - timedelta(minutes=20)) == ["0:60"], "the earlier one says nothing more"
    arrange()
    assert remind(START) == [], "too late for both"


@pytest.mark.parametrize(
    "day", [datetime(2027, 3, 28, 10), datetime(2026, 10, 25, 10)], ids=["one hour less", "one hour more"]
)
def test_a_day_before_is_the_same_time_on_the_clinics_clock_when_clocks_change(arrange, remind, day):
    start = day.replace(tzinfo=BUCHAREST)
    due = (day - DAY).replace(tzinfo=BUCHAREST).astimezone(UTC)
    assert start.astimezone(UTC) - due != DAY
    arrange(start)

    assert remind(due - timedelta(minutes=1)) == []
    assert remind(due) == ["0:1440"]


def test_a_clinic_chooses_its_times_or_none(arrange, remind, admin):
    arrange(forms_done=False)
    keep(admin, "clinic/", reminder_minutes=[str(3 * 1440)], forms_reminder_minutes=str(7 * 1440))
    assert remind(START - 7 * DAY) == ["forms:0:10080"]
    assert remind(START - 3 * DAY) == ["forms:0:10080", "0:4320"]
    arrange(forms_done=False)
    keep(admin, "clinic/", reminder_minutes=[], forms_reminder_minutes="")
    assert remind(START - timedelta(minutes=30)) == []


@pytest.mark.parametrize(
    "changes",
    [
        {"status": "cancelled"},
        {"status": "noshow"},
        {"status": "booked"},
        {"status": "cancelled", "deleted_at": START - 2 * DAY},
    ],
)
def test_nobody_is_reminded_of_what_does_not_take_place(arrange, remind, changes):
    arrange(**changes)

    assert remind(START - timedelta(hours=1)) == []


def test_nobody_is_reminded_of_what_they_were_told_a_moment_ago(arrange, remind):
    arrange(told=START - timedelta(hours=25))
    assert remind(START - timedelta(hours=23)) == []
    assert remind(START - timedelta(hours=1)) == ["0:60"]


def test_a_moved_visit_is_reminded_of_anew(arrange, remind):
    arrange()
    assert remind(START - DAY) == ["0:1440"]
    arrange(START + 3 * DAY, sequence=1)

    assert remind(START + 2 * DAY) == ["1:1440"]


def test_missing_forms_are_asked_for_while_something_is_missing(arrange, remind):
    arrange(forms_done=False)
    assert remind(START - 2 * DAY) == ["forms:0:2880"]
    arrange(forms_done=True)
    assert remind(START - 2 * DAY) == []


def test_a_cancellation_between_the_sweep_and_the_worker_stops_the_reminder(
    arrange, remind, committed, visit, tmp_path, settings
):
    settings.OUTBOX_DIR, settings.EMAIL_URL, settings.DEMO = tmp_path, "", True
    start = timezone.now() + timedelta(minutes=50)
    arrange(start)
    remind(timezone.now())
    arrange_cancelled(committed, visit)

    [effect] = run_all(committed, visit)

    assert (effect.provider_ref, list(tmp_path.glob("*.eml"))) == (NOT_NEEDED, [])


def test_who_asked_for_it_gets_a_text_message_too(arrange, remind, committed, visit, tmp_path, settings):
    settings.OUTBOX_DIR, settings.EMAIL_URL, settings.SMS_URL, settings.DEMO = tmp_path, "", "", True
    arrange(timezone.now() + timedelta(minutes=50), wants_sms=True, language="ro")
    assert remind(timezone.now()) == ["0:60", "0:60:sms"]

    run_all(committed, visit)

    kept = [message_from_bytes(path.read_bytes(), policy=policy.default) for path in tmp_path.glob("*.eml")]
    [text] = [message for message in kept if message["X-Text-To"]]
    assert text["X-Text-To"] == visit.booked_as.phone
    assert "programarea dumneavoastra este" in text.get_content()
    assert len(kept) == 2


def arrange_cancelled(committed, visit):
    with committed.as_role("owner"), as_owner():
        Appointment.objects.filter(pk=visit.pk).update(status="cancelled", sequence=1)


def run_all(committed, visit):
    with committed.as_role("worker"):
        with scope(organisation_id=visit.organisation_id):
            effects = list(Effect.objects.filter(appointment=visit))
        for effect in effects:
            worker.run(visit.organisation_id, str(effect.pk))
        with scope(organisation_id=visit.organisation_id):
            return [Effect.objects.get(pk=effect.pk) for effect in effects]
