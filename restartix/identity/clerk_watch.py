"""Do sessions that began at Clerk still live there? Asked now and then, since what Clerk tells may get lost."""

from __future__ import annotations

from django.conf import settings
from django.db import connection
from django_q.tasks import async_task

from restartix.effects.failures import OutsideFailure
from restartix.effects.registry import every_sweep
from restartix.identity.clerk import Clerk

MINUTES = 15
MOST = 60


@every_sweep
def look_after_sessions() -> int:
    """Have those asked about that nobody has asked about for a quarter of an hour; answers how many."""
    if not settings.CLERK_SECRET_KEY:
        return 0
    with connection.cursor() as cursor:
        cursor.execute("SELECT public.clerk_sessions_to_ask_about(%s, %s)", [MINUTES, MOST])
        sessions = [session for (session,) in cursor.fetchall()]
    for session in sessions:
        async_task("restartix.identity.clerk_watch.ask_clerk", session)
    return len(sessions)


def ask_clerk(session: str) -> str:
    """Sign out whom Clerk has signed out. While it doesn't answer nobody is: they are asked about again later."""
    try:
        is_live = Clerk.from_settings().session_is_live(session)
    except OutsideFailure as failure:
        return f"later: {failure.code}"
    if not is_live:
        with connection.cursor() as cursor:
            cursor.execute("SELECT public.end_clerk_session(%s)", [session])
    return "live" if is_live else "ended"


def begin(session: str, clerk_user_id: str) -> bool:
    """Somebody signs in here with this session; False when Clerk has ended it already."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT public.begin_clerk_session(%s, %s)", [session, clerk_user_id])
        (is_live,) = cursor.fetchone()
    return bool(is_live)
