"""How long specialists were open for visits in each week."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date, datetime, time, timedelta
from uuid import UUID

from appointments.availability.working_hours import Stretch, working_times
from appointments.models import Block, Specialist
from restartix.core.weeks import A_DAY, days_from, instants_around


def open_hours(specialists: Sequence[Specialist], mondays: Sequence[date]) -> dict[date, timedelta]:
    """The total of the hours as set now in each week, with days off and special hours, less blocked time. Two
    queries."""
    first, last = mondays[0], mondays[-1] + 6 * A_DAY
    times = working_times(specialists, first, last)
    blocked = _blocked(specialists, first, last)
    return {
        monday: sum(
            (
                _length(working.on(day), blocked.get((one.pk, day), ()))
                for one, working in times.items()
                for day in days_from(monday, monday + 6 * A_DAY)
            ),
            timedelta(),
        )
        for monday in mondays
    }


def _blocked(
    specialists: Sequence[Specialist], first: date, last: date
) -> dict[tuple[UUID, date], list[Stretch]]:
    """Meetings and breaks by specialist and day, on each one's own clock."""
    zones = {one.pk: one.zone for one in specialists}
    since, until = instants_around(first, last)
    rows = Block.objects.filter(specialist__in=specialists, ended_at__gt=since, started_at__lt=until)
    found: dict[tuple[UUID, date], list[Stretch]] = defaultdict(list)
    for key, started_at, ended_at in rows.values_list("specialist_id", "started_at", "ended_at"):
        begins, ends = (at.astimezone(zones[key]) for at in (started_at, ended_at))
        for day in days_from(begins.date(), ends.date()):
            opens = begins.time() if day == begins.date() else time.min
            closes = ends.time() if day == ends.date() else time.max
            found[key, day].append((opens, closes))
    return found


def _length(stretches: Iterable[Stretch], blocked: Iterable[Stretch]) -> timedelta:
    """The length of one day's hours, less the blocked time within them."""
    whole = sum((_between(*stretch) for stretch in stretches), timedelta())
    return whole - sum(
        (
            _between(max(opens, since), min(closes, until))
            for opens, closes in stretches
            for since, until in blocked
            if since < closes and until > opens
        ),
        timedelta(),
    )


def _between(since: time, until: time) -> timedelta:
    day = date(2000, 1, 1)
    return datetime.combine(day, until) - datetime.combine(day, since)
