"""When a specialist works, as instants: weekly hours and date overrides on their own clock."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from appointments.models import DateOverride, Specialist, WeeklyHours

Stretch = tuple[time, time]


@dataclass(frozen=True)
class WorkingTime:
    """One specialist's week, and the dates that are not as their weekday."""

    weekly: dict[int, list[Stretch]]
    overrides: dict[date, list[Stretch]]

    def on(self, day: date) -> list[Stretch]:
        return self.overrides[day] if day in self.overrides else self.weekly.get(day.weekday(), [])


def working_times(specialists: list[Specialist], since: date, until: date) -> dict[Specialist, WorkingTime]:
    """Of each specialist, with the overrides from `since` to `until`. Two queries."""
    weekly: dict[object, dict[int, list[Stretch]]] = defaultdict(lambda: defaultdict(list))
    overrides: dict[object, dict[date, list[Stretch]]] = defaultdict(lambda: defaultdict(list))
    for hours in WeeklyHours.objects.filter(specialist__in=specialists):
        weekly[hours.specialist_id][hours.weekday].append((hours.opens, hours.closes))
    for override in DateOverride.objects.filter(specialist__in=specialists, date__range=(since, until)):
        stretches = overrides[override.specialist_id][override.date]
        if override.opens and override.closes:
            stretches.append((override.opens, override.closes))
    return {one: WorkingTime(weekly[one.pk], overrides[one.pk]) for one in specialists}


def starts(
    stretches: list[Stretch], *, day: date, zone: ZoneInfo, length: timedelta, step: timedelta
) -> Iterator[int]:
    """The instants (seconds since 1970) on `day` at which a visit of `length` may start and still end in its stretch.

    Where clocks go forward, times that never were are left out; where they go back, the first of the two counts.
    """
    takes, apart = int(length.total_seconds()), int(step.total_seconds())
    for opens, closes in stretches:
        begin, end = datetime.combine(day, opens), datetime.combine(day, closes)
        first, last = _instant(begin, zone), _instant(end, zone)
        if last - first == (end - begin).total_seconds():
            yield from range(first, last - takes + 1, apart)
        else:
            yield from _over_a_change(begin, end, zone, takes, step)


def _over_a_change(
    begin: datetime, end: datetime, zone: ZoneInfo, takes: int, step: timedelta
) -> Iterator[int]:
    """The same while the clocks change: each wall time is looked up by itself."""
    last, at = _instant(end, zone), begin
    while at < end:
        start = _instant(at, zone)
        there = datetime.fromtimestamp(start, zone).replace(tzinfo=None)
        if there == at and start + takes <= last:
            yield start
        at += step


def _instant(wall: datetime, zone: ZoneInfo) -> int:
    return int(wall.replace(tzinfo=zone, fold=0).timestamp())
