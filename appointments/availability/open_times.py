"""Open times: when somebody works, less what is taken, within the notice and the days of the channel.

Instants are whole seconds since 1970 while they are compared, thousands at a time; a Slot says them as UTC."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from uuid import UUID

from django.db import connection
from django.utils import timezone

from appointments.availability.channel import Channel
from appointments.availability.working_hours import WorkingTime, starts, working_times
from appointments.models import Specialist
from restartix.core.weeks import A_DAY


@dataclass(frozen=True, slots=True)
class Slot:
    """A time that can be booked with this specialist. UTC."""

    started_at: datetime
    ended_at: datetime
    specialist: Specialist


@dataclass(frozen=True, slots=True)
class Busy:
    """When one specialist is busy, buffers included: stretches in order, none of which overlap."""

    starts: list[int]
    ends: list[int]

    def meets(self, start: int, end: int) -> bool:
        before = bisect_left(self.starts, end) - 1
        return before >= 0 and self.ends[before] > start

    def __len__(self) -> int:
        return len(self.starts)


NEVER = Busy([], [])


@dataclass(frozen=True)
class Availability:
    """When several specialists work and are busy, fetched once for several channels."""

    working: dict[Specialist, WorkingTime]
    busy: dict[UUID, Busy]

    @classmethod
    def of(cls, specialists: list[Specialist], since: datetime, until: datetime) -> Availability:
        return cls(
            working_times(specialists, (since - A_DAY).date(), (until + A_DAY).date()),
            busy_times([one.pk for one in specialists], since - A_DAY, until + A_DAY),
        )


def open_times(
    channel: Channel,
    since: datetime,
    until: datetime,
    *,
    specialists: list[Specialist] | None = None,
    availability: Availability | None = None,
) -> list[Slot]:
    """What can be booked from `since` until `until`, in order of time, each time with everyone who is free then.

    Two queries beside the channel's own, or none if `availability` is given. Only the database's claims decide whether
    a booking succeeds; this is what they allowed a moment ago.
    """
    offered = _offered(channel, since, until, specialists=specialists, availability=availability)
    if not any(offered.values()):
        return []
    busy = (
        availability.busy
        if availability
        else busy_times(
            [one.pk for one in offered], since - A_DAY, until + A_DAY, ignoring=channel.ignored_visit_id
        )
    )
    length = int(channel.length.total_seconds())
    free = [
        (start, len(taken), one.display_name, one)
        for one, offers in offered.items()
        for taken in [busy.get(one.pk, NEVER)]
        for start in _free(offers, taken, one, length)
    ]
    free.sort(key=lambda found: found[:3])
    return [_opening(start, length, one) for start, _load, _name, one in free]


def scheduled_times(
    channel: Channel, since: datetime, until: datetime, *, specialists: list[Specialist] | None = None
) -> list[Slot]:
    """The same starts, free or not."""
    length = int(channel.length.total_seconds())
    offered = _offered(channel, since, until, specialists=specialists)
    return [_opening(start, length, one) for one, offers in offered.items() for start in offers]


def one_per_time(openings: Iterable[Slot]) -> list[Slot]:
    """With any specialist: of those free at a time, the one with least to do around it."""
    merged: dict[datetime, Slot] = {}
    for opening in openings:
        merged.setdefault(opening.started_at, opening)
    return list(merged.values())


def claimed_span(opening: Slot) -> tuple[datetime, datetime]:
    """What a visit at this time would claim, buffers included."""
    before = timedelta(minutes=opening.specialist.buffer_before)
    after = timedelta(minutes=opening.specialist.buffer_after)
    return opening.started_at - before, opening.ended_at + after


def busy_times(
    specialists: list[UUID], since: datetime, until: datetime, *, ignoring: int | None = None
) -> dict[UUID, Busy]:
    """When these specialists are busy, one visit left out; never why, or with whom."""
    with connection.cursor() as cursor:
        asks = "SELECT * FROM public.busy_seconds(%s, %s, %s, %s)"
        cursor.execute(asks, [specialists, since, until, ignoring])
        return {specialist: Busy(begin, end) for specialist, begin, end in cursor.fetchall()}


def _offered(
    channel: Channel,
    since: datetime,
    until: datetime,
    *,
    specialists: list[Specialist] | None,
    availability: Availability | None = None,
) -> dict[Specialist, list[int]]:
    """Each specialist's starts, in order, within the channel's notice and days."""
    now = timezone.now()
    who = channel.specialists if specialists is None else specialists
    first, last = channel.days(now)
    since = max(since, now + timedelta(minutes=channel.service.notice), channel.clock.midnight(first))
    until = min(until, channel.clock.midnight(last + A_DAY))
    if since >= until or not who:
        return {}
    working = (
        availability.working
        if availability
        else working_times(who, (since - A_DAY).date(), (until + A_DAY).date())
    )
    return {one: list(_starts(channel, one, working[one], since, until)) for one in who}


def _starts(
    channel: Channel, specialist: Specialist, hours: WorkingTime, since: datetime, until: datetime
) -> Iterator[int]:
    zone = specialist.zone
    day, last = since.astimezone(zone).date(), until.astimezone(zone).date()
    first, end = since.timestamp(), until.timestamp()
    while day <= last:
        for start in starts(hours.on(day), day=day, zone=zone, length=channel.length, step=channel.step):
            if first <= start < end:
                yield start
        day += A_DAY


def _free(offers: list[int], taken: Busy, specialist: Specialist, length: int) -> list[int]:
    before, after = specialist.buffer_before * 60, length + specialist.buffer_after * 60
    return [start for start in offers if not taken.meets(start - before, start + after)]


def _opening(start: int, length: int, specialist: Specialist) -> Slot:
    return Slot(datetime.fromtimestamp(start, UTC), datetime.fromtimestamp(start + length, UTC), specialist)
