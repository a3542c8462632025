"""The worker: each effect once, again after a failure, never for ever; and two never at one subject together."""

import uuid
from datetime import timedelta

import pytest
from django.utils import timezone
from django_q.models import OrmQ

from restartix.core.clinics.scope import scope
from restartix.core.effects.failures import Refused, TryLater
from restartix.core.effects.models import LEASE, Effect, Kind, State
from restartix.core.effects.registry import handles
from restartix.core.effects.worker import FIRST_WAIT, LONGEST_WAIT, RETRIED_FOR, run, sweep, wait_before

CODE = "of-this-test"
done: list[uuid.UUID] = []
trouble: list[Exception] = []
is_of_use = [True]


@handles(Kind.MAIL, CODE, while_of_use=lambda _effect: is_of_use[0])
def answer(effect):
    if trouble:
        raise trouble[0]
    done.append(effect.pk)
    return "reference"


@pytest.fixture(autouse=True)
def at_work(committed, cast):
    """As the worker, with nothing done yet and no trouble outside."""
    done.clear()
    trouble.clear()
    is_of_use[:] = [True]
    with committed.as_role("worker"):
        yield


@pytest.fixture
def aurora(cast):
    return cast.aurora.organisation.pk


@pytest.fixture
def ask(aurora):
    def make(subject="", **about):
        with scope(organisation_id=aurora):
            return Effect.objects.create(
                kind=Kind.MAIL,
                code=CODE,
                subject=subject or str(uuid.uuid4()),
                organisation_id=aurora,
                **about,
            )

    return make


def now_is(effect):
    with scope(organisation_id=effect.organisation_id):
        return Effect.objects.get(pk=effect.pk)


def perform(effect):
    return run(effect.organisation_id, str(effect.pk))


def run_what_is_queued():
    """What the queue's process would do."""
    for queued in OrmQ.objects.all():
        assert queued.task["func"] == "restartix.core.effects.worker.run"
        run(*queued.task["args"])


def test_an_effect_is_done_once_however_often_it_is_woken(ask):
    effect = ask()

    assert [perform(effect), perform(effect)] == ["done", "nothing to do"]

    assert done == [effect.pk]
    kept = now_is(effect)
    assert (kept.state, kept.provider_ref, kept.attempts, kept.lease_until) == (
        State.DONE,
        "reference",
        1,
        None,
    )


def test_trouble_puts_it_off_and_honours_what_the_other_side_asks(ask):
    effect = ask()
    trouble[:] = [TryLater("mail-busy", retry_after=600)]

    assert perform(effect) == "later: mail-busy"

    kept = now_is(effect)
    assert (kept.state, kept.last_error_code, kept.lease_until) == (State.PENDING, "mail-busy", None)
    assert kept.next_attempt_at > timezone.now() + timedelta(minutes=9)


def test_a_refusal_ends_it_until_somebody_presses_retry(ask, cast, admin):
    effect = ask()
    trouble[:] = [Refused("mail-refused")]

    assert perform(effect) == "failed: mail-refused"
    assert perform(effect) == "nothing to do"

    trouble.clear()
    with scope(organisation_id=effect.organisation_id):
        now_is(effect).retry()
    assert perform(effect) == "done"


def test_it_gives_up_in_the_end_and_says_only_a_code(ask):
    effect = ask(attempts=40, failing_since=timezone.now() - RETRIED_FOR)
    trouble[:] = [ValueError("ana@aurora.example")]

    assert perform(effect) == "failed: unexpected"
    assert now_is(effect).last_error_code == "unexpected"


def test_a_second_effect_on_the_same_subject_waits_its_turn(ask):
    running = ask("room:1", lease_until=timezone.now() + LEASE)
    waiting = ask("room:1")

    assert perform(waiting) == "nothing to do"

    assert now_is(waiting).next_attempt_at > timezone.now()
    assert perform(running) == "nothing to do", "somebody else is at it"


def test_what_a_killed_worker_held_is_taken_up_once_its_lease_is_over(ask):
    effect = ask("room:1", attempts=1, lease_until=timezone.now() - timedelta(seconds=1))

    assert sweep() == 1
    run_what_is_queued()

    assert now_is(effect).state == State.DONE


def test_the_sweep_wakes_what_is_due_and_nothing_else(ask):
    due, later = ask(), ask(next_attempt_at=timezone.now() + timedelta(hours=1))

    assert sweep() == 1
    run_what_is_queued()

    assert done == [due.pk]
    assert now_is(later).attempts == 0


def test_another_clinics_effect_is_out_of_reach(ask, cast):
    effect = ask()

    assert run(cast.riverside.organisation.pk, str(effect.pk)) == "nothing to do"
    assert done == []


def test_waits_double_up_to_an_hour():
    assert FIRST_WAIT * 0.8 <= wait_before(1) <= FIRST_WAIT * 1.2
    assert LONGEST_WAIT * 0.8 <= wait_before(30) <= LONGEST_WAIT * 1.2


def test_a_message_without_a_word_on_its_use_is_refused():
    with pytest.raises(TypeError, match="while_of_use"):
        handles(Kind.MAIL, "of-no-word")
