"""Whatever goes wrong outside, wherever the worker dies: an onboarding ends done, or failed with a retry that works.

No account and no room is ever made twice.
"""

import pytest

import restartix.flows.login_provisioning
import videocall.rooms
from patients.models import PatientPerson
from restartix.core.clinics.scope import scope
from restartix.core.effects.models import Effect, Kind, State
from restartix.core.effects.worker import RETRIED_FOR, run, sweep
from tests.bookings import booked
from tests.standins.clerk import KEY as CLERK_KEY
from tests.standins.clerk import ClerkStandin
from tests.standins.daily import KEY as DAILY_KEY
from tests.standins.daily import DailyStandin
from videocall.models import VideoRoom

EMAIL = "ruxandra@visitors.example"


class Killed(BaseException):
    """The process is gone at this very point: nothing after it runs, nothing is cleaned up."""


@pytest.fixture
def outside(settings):
    """Clerk and Daily as stand-ins, which answer as badly as they are told to."""
    with ClerkStandin() as clerk, DailyStandin() as daily:
        settings.CLERK_SECRET_KEY, settings.CLERK_PUBLISHABLE_KEY = CLERK_KEY, "pk_test_standin"
        settings.CLERK_JWT_KEY, settings.CLERK_API_URL = clerk.signing_key.public_pem, clerk.url
        settings.DAILY_API_KEY, settings.DAILY_API_URL = DAILY_KEY, daily.url
        settings.CLERK_TIMEOUT = settings.DAILY_TIMEOUT = 0.2
        yield {Kind.ACCOUNT: clerk, Kind.ROOM: daily}


@pytest.fixture
def taken_on(committed, cast, visitor, admin, outside):
    """A stranger's booking, taken on by Ana; what it asks for outside has not begun."""
    visit = booked(cast, visitor, email=EMAIL)
    assert admin.client().post(admin.at(f"appointments/{visit.pk}/onboarding/")).status_code == 302
    return visit


@pytest.fixture
def work(committed, taken_on):
    """Let the worker do what is due of this kind once, time having passed."""

    def once(kind):
        look = committed.connect("superuser")
        look.execute(
            "UPDATE effects_effect SET next_attempt_at = now(), "
            "lease_until = CASE WHEN lease_until IS NULL THEN NULL ELSE now() - interval '1 second' END "
            "WHERE appointment_id = %s AND state = 'pending'",
            [taken_on.pk],
        )
        with committed.as_role("worker"):
            sweep()
            with scope(organisation_id=taken_on.organisation_id):
                due = list(Effect.objects.filter(appointment=taken_on, kind=kind, state=State.PENDING))
            return [run(effect.organisation_id, str(effect.pk)) for effect in due]

    return once


@pytest.fixture
def made(committed, taken_on, outside, admin):
    """How many logins, accounts and rooms there are of this visit, here and outside."""

    def count():
        with committed.connect("superuser") as look:
            logins = look.execute("SELECT count(*) FROM identity_user WHERE email = %s", [EMAIL]).fetchone()[
                0
            ]
        with admin.scope():
            person = PatientPerson.objects.get(pk=taken_on.patient_person_id)
            rooms = VideoRoom.objects.filter(appointment=taken_on, state="ready").count()
        return {
            "logins": logins,
            "linked": int(person.user_id is not None),
            "accounts": len(outside[Kind.ACCOUNT].users),
            "rooms": rooms,
            "rooms outside": len(outside[Kind.ROOM].rooms),
        }

    return count


ALL_DONE = {"logins": 1, "linked": 1, "accounts": 1, "rooms": 1, "rooms outside": 1}


def step(admin, visit, key):
    shown = admin.client().get(admin.at(f"appointments/{visit.pk}/"))
    return next(one for one in shown.context["steps"] if one.key == key)


BOUNDARIES = {
    "after the login was kept": (
        Kind.ACCOUNT,
        restartix.flows.login_provisioning,
        "_clerk_account",
        "before",
    ),
    "after Clerk made the account": (
        Kind.ACCOUNT,
        restartix.flows.login_provisioning,
        "_clerk_account",
        "after",
    ),
    "after the account was noted": (Kind.ACCOUNT, Effect, "finish", "before"),
    "before Daily is asked": (Kind.ROOM, videocall.rooms, "_at_provider", "before"),
    "after Daily made the room": (Kind.ROOM, videocall.rooms, "_at_provider", "after"),
    "after the room was noted": (Kind.ROOM, Effect, "finish", "before"),
}


@pytest.mark.parametrize("boundary", BOUNDARIES)
def test_killed_between_two_steps_it_is_done_once_in_the_end(work, made, monkeypatch, boundary):
    kind, holder, name, moment = BOUNDARIES[boundary]
    real = getattr(holder, name)

    def dying(*args, **kwargs):
        if moment == "after":
            real(*args, **kwargs)
        raise Killed

    monkeypatch.setattr(holder, name, dying)
    with pytest.raises(Killed):
        work(kind)
    monkeypatch.setattr(holder, name, real)

    for each in (kind, *{Kind.ACCOUNT, Kind.ROOM} - {kind}):
        assert work(each) == ["done"]
        assert work(each) == []

    assert made() == ALL_DONE


TROUBLES = {
    "out of order": {"status": 500},
    "too many": {"status": 429, "retry_after": 30},
    "dropped": {"drop": True},
    "dropped once it was done": {"drop": True, "after": True},
    "silent once it was done": {"hang": 9, "after": True},
}


@pytest.mark.parametrize("kind", [Kind.ACCOUNT, Kind.ROOM])
@pytest.mark.parametrize("trouble", TROUBLES)
def test_after_trouble_outside_it_is_tried_again_by_itself(work, made, outside, kind, trouble):
    outside[kind].next(method="POST", **TROUBLES[trouble])

    tries = [*work(kind), *work(kind), *work(kind)]

    assert tries[-1] == "done"
    assert len(tries) <= 2
    assert made()["accounts" if kind == Kind.ACCOUNT else "rooms outside"] == 1


@pytest.fixture
def a_day_passes(committed):
    """So long has it been failing that it is given up after the next try."""

    def wait(kind):
        with committed.connect("owner") as owner:
            owner.execute("SELECT set_config('app.system_context', 'on', false)")
            changes = "failing_since = failing_since - %s"
            owner.execute(f"UPDATE effects_effect SET {changes} WHERE kind = %s", [RETRIED_FOR, kind])

    return wait


@pytest.mark.parametrize(("kind", "key"), [(Kind.ACCOUNT, "account"), (Kind.ROOM, "room")])
@pytest.mark.parametrize(
    ("trouble", "said"), [({"status": 503}, "not working at the moment"), ({"hang": 9}, "in time")]
)
def test_what_stays_out_of_order_is_shown_as_failed_and_a_retry_works(
    work, made, outside, taken_on, admin, a_day_passes, kind, key, trouble, said
):
    outside[kind].next(times=99, **trouble)
    work(kind)
    waiting = step(admin, taken_on, key)
    a_day_passes(kind)
    came_of_it = work(kind)
    assert waiting.state == "underway"
    assert said in waiting.note
    assert "tried again" in waiting.note
    assert came_of_it[0].startswith("failed")

    failed = step(admin, taken_on, key)
    assert failed.state == "failed"
    assert said in failed.note
    assert "tried again" not in failed.note, "from now on only when somebody presses"

    outside[kind].faults.clear()
    assert admin.client().post(failed.retry_url).status_code == 302
    assert work(kind) == ["done"]
    assert step(admin, taken_on, key).state == "done"
