"""Is a worker at work? Each leaves a mark of its own every time it sweeps, judged by the database's clock."""

from __future__ import annotations

import os
import socket
from contextlib import suppress
from datetime import timedelta
from typing import Any

from django.db import connection, transaction

LATE = timedelta(minutes=3)


def beat(pid: int) -> None:
    """The worker whose main process this is has just swept. Marks of those long gone are removed."""
    _ask("SELECT public.worker_beats(%s, %s)", socket.gethostname(), pid)


def leave(pid: int) -> None:
    """This worker has stopped, so nobody waits for its next mark."""
    _ask("SELECT public.worker_leaves(%s, %s)", socket.gethostname(), pid)


def clear_away_the_dead() -> None:
    """Remove the marks of killed workers of this machine, and whatever a predecessor with our process id left."""
    pids = _ask("SELECT array_agg(pid) FROM public.effects_heartbeat WHERE host = %s", socket.gethostname())
    for pid in pids or []:
        if pid == os.getpid() or not _exists(pid):
            leave(pid)


def is_beating(*, within: timedelta | None = None) -> bool:
    """Has any worker swept within the last three minutes? Raises OperationalError when the database takes longer than
    `within` to say so."""
    asked = "SELECT bool_or(at > clock_timestamp() - %s) FROM public.effects_heartbeat"
    if within is None:
        return bool(_ask(asked, LATE))
    with transaction.atomic():
        _ask("SELECT set_config('statement_timeout', %s, true)", str(round(within.total_seconds() * 1000)))
        return bool(_ask(asked, LATE))


def is_beating_here() -> bool:
    """Has each worker of this machine, which may be a container?"""
    all_of_here = "SELECT bool_and(at > clock_timestamp() - %s) FROM public.effects_heartbeat WHERE host = %s"
    return bool(_ask(all_of_here, LATE, socket.gethostname()))


def _exists(pid: int) -> bool:
    with suppress(ProcessLookupError):
        with suppress(PermissionError):
            os.kill(pid, 0)
        return True
    return False


def _ask(question: str, *details: Any) -> Any:
    with connection.cursor() as cursor:
        cursor.execute(question, details)
        (answer,) = cursor.fetchone()
    return answer
