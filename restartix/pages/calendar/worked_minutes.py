"""When specialists work on each day of a page, as minutes of that day on the page's clock."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime, time, timedelta
from uuid import UUID

from django.utils.translation import gettext as _

from appointments.availability.working_hours import WorkingTime, working_times
from appointments.models import Specialist
from restartix.core.clock import Clock, am_pm_labels, format_hour, format_time
from restartix.core.weeks import A_DAY

Stretches = list[tuple[int, int]]


class Working(dict[tuple[UUID, date], Stretches]):
    """When each works on each day; beside it, why the clinic is closed, by date."""

    closed: dict[date, str] = {}


WHOLE_DAY = 24 * 60


def worked_stretches(specialists: Sequence[Specialist], days: Sequence[date], clock: Clock) -> Working:
    """The stretches of each specialist on each day, in order; nothing for a day off. One query."""
    found = Working()
    if not specialists or not days:
        return found
    times = working_times(specialists, days[0] - A_DAY, days[-1] + A_DAY)
    found.closed = closed_days(times[specialists[0]])
    for one in specialists:
        for day in _days_of(one, days, clock):
            for opens, closes in times[one].on(day):
                if one.time_zone == clock.zone.key:
                    found.setdefault((one.id, day), []).append((_minute(opens), _minute(closes)))
                    continue
                start, end = (datetime.combine(day, at, one.zone) for at in (opens, closes))
                _add(found, one.id, clock.local(start), clock.local(end))
    for stretches in found.values():
        stretches.sort()
    return found


def worked_days(
    specialists: Sequence[Specialist], days: Sequence[date], clock: Clock
) -> tuple[set[date], dict[date, str]]:
    """The days on which any of them works, and those on which the clinic is closed. One query."""
    near = [one for one in specialists if one.time_zone == clock.zone.key]
    if not near or len(near) < len(specialists):
        found = worked_stretches(specialists, days, clock)
        return {day for _who, day in found}, found.closed
    times = working_times(near, days[0], days[-1])
    worked = {day for day in days if any(one.on(day) for one in times.values())}
    return worked, closed_days(times[near[0]])


def closed_days(times: WorkingTime) -> dict[date, str]:
    """Why the clinic is closed, in words; a closed day before a holiday of the same date."""
    holidays = {day: name or _("Public holiday") for day, name in times.holidays.items()}
    return holidays | {day: name or _("Clinic closed") for day, name in times.closed.items()}


def time_off(stretches: Stretches, first_hour: int, last_hour: int) -> Stretches:
    """What lies between and around the stretches, within the hours that the page shows."""
    at, end, gaps = first_hour * 60, last_hour * 60, []
    for opens, closes in stretches:
        if opens > at:
            gaps.append((at, min(opens, end)))
        at = max(at, closes)
    return [gap for gap in [*gaps, (at, end)] if gap[1] > gap[0]]


def in_words(stretches: Stretches) -> str:
    """9:00–13:00, 14:00–17:00; the full hours without their zeros."""
    return ", ".join(f"{_short(opens)}–{_short(closes)}" for opens, closes in stretches)


def _minute(at: time) -> int:
    return at.hour * 60 + at.minute


def _short(minute: int) -> str:
    hour, rest = divmod(minute, 60)
    if am_pm_labels():
        return format_time(time(hour % 24, rest)) if rest else format_hour(hour)
    return f"{hour}:{rest:02d}" if rest else str(hour)


def _days_of(one: Specialist, days: Sequence[date], clock: Clock) -> Iterable[date]:
    """Their own dates that may fall on the page's days."""
    return days if one.time_zone == clock.zone.key else (days[0] - A_DAY, *days, days[-1] + A_DAY)


def _add(found: Working, key: UUID, start: datetime, end: datetime) -> None:
    """A stretch on the page's clock, parted where it crosses midnight."""
    while start.date() < end.date():
        found.setdefault((key, start.date()), []).append((start.hour * 60 + start.minute, WHOLE_DAY))
        start = (start + timedelta(days=1)).replace(hour=0, minute=0)
    if (until := end.hour * 60 + end.minute) > (since := start.hour * 60 + start.minute):
        found.setdefault((key, start.date()), []).append((since, until))
