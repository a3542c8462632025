"""The worker's one entry: take an effect under a lease, do it outside any transaction, record how it went."""

from __future__ import annotations

import logging
import random
from collections.abc import Callable
from datetime import timedelta

from django.db import connection
from django.utils import timezone
from django_q.models import OrmQ
from django_q.tasks import async_task

from restartix.core.clinics.scope import scope
from restartix.core.effects import outages
from restartix.core.effects.failures import Refused, TryLater
from restartix.core.effects.models import NOT_NEEDED, Effect
from restartix.core.effects.registry import Sweeper, sweepers, task_of
from restartix.core.limits.counters import forget

logger = logging.getLogger(__name__)

RETRIED_FOR = timedelta(hours=28)
FIRST_WAIT = timedelta(seconds=5)
LONGEST_WAIT = timedelta(hours=1)
MOST_QUEUED = 500
"""At most this many are released per minute, so that a day's backlog neither fills the queue nor floods a service."""


def run(organisation_id: int, effect_id: str) -> str:
    """Do one effect. Returns the outcome in a word; only codes leave this function, whatever happens."""
    with scope(organisation_id=organisation_id):
        effect = Effect.objects.claim(effect_id)
    if effect is None:
        return "nothing to do"
    try:
        reference = _perform(effect)
    except TryLater as failure:
        return _postpone(effect, failure)
    except Refused as failure:
        return _give_up(effect, failure.code)
    except Exception as failure:
        if effect.failing_since is None:
            logger.error("effect %s broke with %s", effect_id, type(failure).__name__)
        return _postpone(effect, TryLater("unexpected"))
    with scope(organisation_id=organisation_id):
        effect.finish(reference=reference)
    return "done"


def sweep(mark: Callable[[], None] | None = None) -> int:
    """Queue what is due at every clinic, and look for what has become due as time passed. Returns how many were queued.
    Expired counts of people's tries are deleted on the way. `mark` is called once the due effects are queued, as the
    rest may take long."""
    forget()
    count = queue_due()
    if mark:
        mark()
    for look in sweepers:
        _look(look)
    return count


def queue_due() -> int:
    """Wake what is due, among it one thing for each service that may be back. What is queued already isn't doubled
    without end: the queue is filled up to a limit."""
    outages.send_probes()
    room = max(MOST_QUEUED - OrmQ.objects.count(), 0)
    with connection.cursor() as cursor:
        cursor.execute("SELECT organisation_id, effect_id FROM public.due_effects(%s)", [room])
        due = cursor.fetchall()
    for organisation_id, effect_id in due:
        async_task("restartix.core.effects.worker.run", organisation_id, str(effect_id))
    return len(due)


def _look(look: Sweeper) -> None:
    """One that fails does not keep the others from running."""
    try:
        look()
    except Exception as failure:
        logger.error("the sweep's %s broke with %s", look.__name__, type(failure).__name__)


def wait_before(attempt: int) -> timedelta:
    """Doubling from five seconds to an hour, give or take a fifth so that failures don't march in step."""
    doubled: int = 2 ** min(attempt - 1, 20)
    wait = min(FIRST_WAIT * doubled, LONGEST_WAIT)
    return wait * random.uniform(0.8, 1.2)


def _perform(effect: Effect) -> str:
    """Call the service, unless it is down or the effect is no longer of use."""
    task = task_of(effect)
    with scope(organisation_id=effect.organisation_id):
        if not task.is_of_use(effect):
            return NOT_NEEDED
    if code := outages.outage_of(effect):
        raise OutOfOrder(code)
    reference = task.handler(effect)
    if outages.end_outage_of(effect):
        queue_due()
    return reference


class OutOfOrder(TryLater):
    """Its service is known to be down, so it was not called."""


def _postpone(effect: Effect, failure: TryLater) -> str:
    if not isinstance(failure, OutOfOrder):
        outages.note_failure(failure)
    failing_for = timezone.now() - (effect.failing_since or timezone.now())
    if failing_for >= RETRIED_FOR:
        return _give_up(effect, failure.code)
    after = max(wait_before(effect.attempts), timedelta(seconds=failure.retry_after or 0))
    with scope(organisation_id=effect.organisation_id):
        effect.try_again(failure.code, after=after)
    return f"later: {failure.code}"


def _give_up(effect: Effect, code: str) -> str:
    with scope(organisation_id=effect.organisation_id):
        effect.fail(code)
    logger.warning("effect %s (%s) failed: %s", effect.pk, effect.kind, code)
    return f"failed: {code}"
