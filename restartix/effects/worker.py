"""The worker's one entry: take an effect under a lease, do it outside any transaction, record how it went."""

from __future__ import annotations

import logging
import random
from datetime import timedelta

from django.db import connection
from django_q.tasks import async_task

from restartix.effects.failures import Refused, TryLater
from restartix.effects.models import Effect
from restartix.effects.registry import Sweeper, handler_of, sweepers
from restartix.limits.counting import forget
from restartix.organisations.scope import scope

logger = logging.getLogger(__name__)

MOST_ATTEMPTS = 8
FIRST_WAIT = timedelta(seconds=5)
LONGEST_WAIT = timedelta(hours=1)


def run(organisation_id: int, effect_id: str) -> str:
    """Do one effect. Says in a word what came of it; only codes leave this function, whatever happens."""
    with scope(organisation_id=organisation_id):
        effect = Effect.objects.claim(effect_id)
    if effect is None:
        return "nothing to do"
    try:
        reference = handler_of(effect)(effect)
    except TryLater as failure:
        return _postpone(effect, failure.code, failure.retry_after)
    except Refused as failure:
        return _give_up(effect, failure.code)
    except Exception as failure:
        logger.error("effect %s broke with %s", effect_id, type(failure).__name__)
        return _postpone(effect, "unexpected", None)
    with scope(organisation_id=organisation_id):
        effect.finish(reference=reference)
    return "done"


def sweep() -> int:
    """Queue every effect that is due, of every clinic, note that a worker is alive, and look for what time made due.

    What was counted of people's tries in times that are over is forgotten on the way. Answers how many were due.
    """
    forget()
    with connection.cursor() as cursor:
        cursor.execute("SELECT public.worker_beats()")
        cursor.execute("SELECT organisation_id, effect_id FROM public.due_effects(200)")
        due = cursor.fetchall()
    for organisation_id, effect_id in due:
        async_task("restartix.effects.worker.run", organisation_id, str(effect_id))
    for look in sweepers:
        _look(look)
    return len(due)


def _look(look: Sweeper) -> None:
    """One that breaks keeps none of the others from their turn."""
    try:
        look()
    except Exception as failure:
        logger.error("the sweep's %s broke with %s", look.__name__, type(failure).__name__)


def wait_before(attempt: int) -> timedelta:
    """Doubling from five seconds to an hour, give or take a fifth so that failures don't march in step."""
    wait = min(FIRST_WAIT * 2 ** (attempt - 1), LONGEST_WAIT)
    return wait * random.uniform(0.8, 1.2)


def _postpone(effect: Effect, code: str, retry_after: float | None) -> str:
    if effect.attempts >= MOST_ATTEMPTS:
        return _give_up(effect, code)
    after = max(wait_before(effect.attempts), timedelta(seconds=retry_after or 0))
    with scope(organisation_id=effect.organisation_id):
        effect.try_again(code, after=after)
    return f"later: {code}"


def _give_up(effect: Effect, code: str) -> str:
    with scope(organisation_id=effect.organisation_id):
        effect.fail(code)
    logger.warning("effect %s (%s) failed: %s", effect.pk, effect.kind, code)
    return f"failed: {code}"
