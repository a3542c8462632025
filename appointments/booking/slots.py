"""Open times: when somebody works, less what is spoken for, within the notice and the days of the channel."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db import connection
from django.utils import timezone

from appointments.booking.channel import Channel
from appointments.booking.hours import WorkingTime, starts, working_times
from appointments.models import Specialist

Span = tuple[datetime, datetime]
A_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Opening:
    """A time that can be booked with this specialist. UTC."""

    started_at: datetime
    ended_at: datetime
    specialist: Specialist


def open_times(
    channel: Channel, since: datetime, until: datetime, *, specialists: list[Specialist] | None = None
) -> list[Opening]:
    """What can be booked from `since` until `until`, in order of time, each time with everyone who is free then.

    Three queries beside the channel's own. Only the database's claims decide whether a booking succeeds; this is
    what they allowed a moment ago.
    """
    offered = offered_times(channel, since, until, specialists=specialists)
    if not offered:
        return []
    who = {one.specialist.pk for one in offered}
    busy = busy_spans(who, since - A_DAY, until + A_DAY, besides=channel.besides)
    free = [one for one in offered if not _meets(busy[one.specialist.pk], blocked(one))]
    free.sort(key=lambda one: (one.started_at, len(busy[one.specialist.pk]), one.specialist.display_name))
    return free


def offered_times(
    channel: Channel, since: datetime, until: datetime, *, specialists: list[Specialist] | None = None
) -> list[Opening]:
    """The same, free or not."""
    now = timezone.now()
    who = channel.specialists if specialists is None else specialists
    since = max(since, now + timedelta(minutes=channel.service.notice))
    if since >= until or not who:
        return []
    working = working_times(who, (since - A_DAY).date(), (until + A_DAY).date())
    first, last = channel.days(now)
    return [
        Opening(start, start + channel.length, specialist)
        for specialist, hours in working.items()
        for start in _starts(channel, specialist, hours, since, until)
        if first <= channel.clock.local(start).date() <= last
    ]


def one_per_time(openings: Iterable[Opening]) -> list[Opening]:
    """With any specialist: of those free at a time, the one with least to do around it."""
    merged: dict[datetime, Opening] = {}
    for opening in openings:
        merged.setdefault(opening.started_at, opening)
    return list(merged.values())


def blocked(opening: Opening) -> Span:
    """What a visit at this time would claim, buffers included."""
    before = timedelta(minutes=opening.specialist.buffer_before)
    after = timedelta(minutes=opening.specialist.buffer_after)
    return opening.started_at - before, opening.ended_at + after


def busy_spans(
    specialists: Iterable[UUID], since: datetime, until: datetime, *, besides: int | None = None
) -> dict[UUID, list[Span]]:
    """When these specialists are spoken for, one visit left out; never why, or for whom."""
    spans: dict[UUID, list[Span]] = defaultdict(list)
    with connection.cursor() as cursor:
        asks = "SELECT * FROM public.busy_besides(%s, %s, %s, %s)"
        cursor.execute(asks, [list(specialists), since, until, besides])
        for specialist, start, end in cursor.fetchall():
            spans[specialist].append((start, end))
    return spans


def _starts(
    channel: Channel, specialist: Specialist, hours: WorkingTime, since: datetime, until: datetime
) -> list[datetime]:
    zone = specialist.zone
    day, found = since.astimezone(zone).date(), []
    while day <= until.astimezone(zone).date():
        at = starts(hours.on(day), day=day, zone=zone, length=channel.length, step=channel.step)
        found += [start for start in at if since <= start < until]
        day += A_DAY
    return found


def _meets(spans: list[Span], mine: Span) -> bool:
    return any(start < mine[1] and end > mine[0] for start, end in spans)
