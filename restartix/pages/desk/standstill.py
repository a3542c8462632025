"""Does what should go out go out? What staff read above their lists when it doesn't."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db import connection
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from restartix.core.clock import Clock
from restartix.core.effects.failures import reason
from restartix.core.effects.heartbeat import LATE

LONG = "5 minutes"
"""A service out of order for so long, or a message due for so long, is worth telling."""

# In one question, since the dashboard asks every 15 seconds. Messages are those whose rows the reader may see.
STATE = """
    SELECT (SELECT max(at) FROM public.effects_heartbeat), outages.codes, outages.since, waiting.since, waiting.count
    FROM (SELECT array_agg(o.code ORDER BY o.since) AS codes, array_agg(o.since ORDER BY o.since) AS since
          FROM public.effects_outage o WHERE o.since < clock_timestamp() - %s::interval) outages,
         (SELECT min(e.next_attempt_at) AS since, count(*) AS count FROM public.effects_effect e
          WHERE e.state = 'pending' AND e.kind IN ('mail', 'sms')
            AND e.next_attempt_at < clock_timestamp() - %s::interval) waiting
"""


@dataclass(frozen=True)
class Standstill:
    """One thing that stands still, with what it means for who reads this."""

    title: str
    text: str


def standstills(clock: Clock) -> list[Standstill]:
    """No worker, services out of order, or messages long due: the first of these, which explains the others."""
    with connection.cursor() as cursor:
        cursor.execute(STATE, [LONG, LONG])
        beat, codes, begun, since, count = cursor.fetchone()
    if beat is None or timezone.now() - beat > LATE:
        return [_no_worker(beat, clock)]
    outages = [_outage(code, at, clock) for code, at in zip(codes or (), begun or (), strict=True)]
    return outages or ([_late(since, count, clock)] if count else [])


def _no_worker(beat: datetime | None, clock: Clock) -> Standstill:
    text = _("No e-mail, text message, video room or account leaves this server until its worker runs again.")
    if beat:
        text = _("It was last seen on %(when)s.") % {"when": clock.short(beat)} + " " + text
    return Standstill(_("The worker is not running"), text)


def _outage(code: str, since: datetime, clock: Clock) -> Standstill:
    title = _("Since %(when)s. Waiting messages are sent automatically.") % {"when": clock.short(since)}
    return Standstill(title, reason(code))


def _late(since: datetime, count: int, clock: Clock) -> Standstill:
    text = ngettext(
        "%(count)s message has been waiting since %(when)s.",
        "%(count)s messages have been waiting, the oldest since %(when)s.",
        count,
    )
    return Standstill(_("Messages are delayed"), text % {"count": count, "when": clock.short(since)})
