"""Sessions that began at Clerk: they end here when Clerk ends them, and there when ours ends.

Asked about now and then, since what Clerk tells may get lost; all of it by the worker, which is given ids alone.
"""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import connection
from django_q.tasks import async_task

from restartix.core.effects.failures import OutsideFailure
from restartix.core.effects.registry import every_sweep
from restartix.core.identity.clerk import Clerk

MINUTES = 15
MOST = 60


@every_sweep
def look_after_sessions() -> int:
    """Request a check of those that were not checked for a quarter of an hour; returns how many."""
    if not settings.CLERK_SECRET_KEY:
        return 0
    sessions = _each("SELECT public.clerk_sessions_to_ask_about(%s, %s)", MINUTES, MOST)
    for session in sessions:
        async_task("restartix.core.identity.clerk_sweep.ask_clerk", session)
    return len(sessions)


@every_sweep
def end_sessions() -> int:
    """Have Clerk end those that are over here, expired ones among them; returns how many. While Clerk doesn't answer
    they stay due."""
    if not settings.CLERK_SECRET_KEY:
        return 0
    sessions = _each("SELECT public.clerk_sessions_to_revoke(%s)", MOST)
    for session in sessions:
        async_task("restartix.core.identity.clerk_sweep.end_at_clerk", session)
    return len(sessions)


def ask_clerk(session: str) -> str:
    """Sign out everyone whom Clerk has signed out. While it doesn't answer, nobody is signed out; they are checked
    again later."""
    try:
        is_live = Clerk.from_settings().session_is_live(session)
    except OutsideFailure as failure:
        return f"later: {failure.code}"
    if not is_live:
        _call("SELECT public.end_clerk_session(%s)", session)
    return "live" if is_live else "ended"


def end_at_clerk(session: str) -> str:
    """End the session at Clerk, so that it signs nobody in any more. Safe to run twice; the sweep brings back what
    failed."""
    try:
        Clerk.from_settings().revoke_session(session)
    except OutsideFailure as failure:
        return f"later: {failure.code}"
    _call("SELECT public.clerk_session_revoked(%s)", session)
    return "revoked"


def begin(session: str, clerk_user_id: str) -> bool:
    """Somebody signs in here with this session; False when it is over, at Clerk or here."""
    return bool(_call("SELECT public.begin_clerk_session(%s, %s)", session, clerk_user_id))


def leave(session: str) -> None:
    """Over here from now on; the worker tells Clerk, if this transaction commits."""
    if _call("SELECT public.leave_clerk_session(%s)", session) and settings.CLERK_SECRET_KEY:
        async_task("restartix.core.identity.clerk_sweep.end_at_clerk", session)


def _each(statement: str, *told: Any) -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute(statement, told)
        return [row for (row,) in cursor.fetchall()]


def _call(statement: str, *told: Any) -> Any:
    with connection.cursor() as cursor:
        cursor.execute(statement, told)
        (answer,) = cursor.fetchone()
    return answer
