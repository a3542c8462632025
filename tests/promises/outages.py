"""An outage as the worker meets it: something to be delivered, trouble on the way, and time that passes."""

import uuid
from datetime import timedelta

import pytest
from django.utils import timezone
from django_q.models import OrmQ

from appointments.models import Appointment
from restartix.core.clinics.scope import scope
from restartix.core.effects import registry
from restartix.core.effects.models import Effect, Kind, State
from restartix.core.effects.registry import handles
from restartix.core.effects.worker import queue_due, run
from restartix.tools.sample.loader import as_owner

A_DAY = timedelta(days=1)
CODE, TEXT = "of-the-outage", "text-of-the-outage"
trouble: list[Exception] = []
sent: list[uuid.UUID] = []
tries: list[uuid.UUID] = []


@handles(Kind.MAIL, CODE, while_of_use=lambda _effect: True)
@handles(Kind.SMS, TEXT, while_of_use=lambda _effect: True)
@handles(Kind.DOCUMENT, CODE)
def deliver(effect):
    tries.append(effect.pk)
    if trouble:
        raise trouble[0]
    sent.append(effect.pk)
    return "reference"


@pytest.fixture
def clinic(cast):
    return cast.aurora.organisation.pk


@pytest.fixture
def at_work(committed, cast, clinic):
    """As the worker, with nothing else to do."""
    trouble.clear()
    sent.clear()
    tries.clear()
    with committed.as_role("owner"), as_owner():
        Effect.objects.filter(state=State.PENDING).update(state=State.DONE)
    with committed.as_role("worker"):
        yield


@pytest.fixture
def ask(clinic):
    def make(kind=Kind.MAIL, code=CODE, **about):
        with scope(organisation_id=clinic):
            subject = about.pop("subject", f"outage:{uuid.uuid4()}")
            return Effect.objects.create(
                kind=kind, code=code, subject=subject, organisation_id=clinic, **about
            )

    return make


@pytest.fixture
def now_is(clinic):
    def read(effect):
        with scope(organisation_id=clinic):
            return Effect.objects.get(pk=effect.pk)

    return read


@pytest.fixture
def pass_time(committed):
    """Let this much time go by for everything that waits."""

    def wait(by):
        with committed.connect("owner") as owner:
            owner.execute("SELECT set_config('app.system_context', 'on', false)")
            owner.execute(
                "UPDATE effects_effect SET next_attempt_at = next_attempt_at - %(by)s,"
                " failing_since = failing_since - %(by)s WHERE state = 'pending'",
                {"by": by},
            )
            owner.execute("UPDATE effects_outage SET probe_at = probe_at - %(by)s", {"by": by})

    return wait


def perform(effect):
    return run(effect.organisation_id, str(effect.pk))


def work_off():
    """What the queue's processes do between two sweeps; how often somebody was woken."""
    queued = list(OrmQ.objects.all())
    for one in queued:
        run(*one.task["args"])
        one.delete()
    return len(queued)


def sweep_and_work():
    queue_due()
    return work_off()


@pytest.fixture
def is_of_use(committed, clinic):
    """Would a message asked for a day ago still be sent?"""

    def ask(kind, code, **about):
        with committed.as_role("worker"), scope(organisation_id=clinic):
            effect = Effect(kind=kind, code=code, organisation_id=clinic, **about)
            effect.created_at = timezone.now() - A_DAY
            return registry.task_of(effect).is_of_use(effect)

    return ask


@pytest.fixture
def changed_visit(committed, cast):
    """Elena's next visit, or one like it as the owner of the tables would write it."""

    def write(**changes):
        with committed.as_role("owner"), as_owner():
            Effect.objects.filter(appointment=cast.soon).delete()
            Appointment.objects.filter(pk=cast.soon.pk).update(**changes)
            return Appointment.objects.get(pk=cast.soon.pk)

    return write
