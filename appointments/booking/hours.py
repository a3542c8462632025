"""When a specialist works, as instants: weekly hours and date overrides on their own clock."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.db.models import DateField, PositiveSmallIntegerField, Value

from appointments.models import DateOverride, Specialist, WeeklyHours

Stretch = tuple[time, time]


@dataclass(frozen=True)
class WorkingTime:
    """One specialist's week, and the dates that are not as their weekday."""

    weekly: dict[int, list[Stretch]]
    overrides: dict[date, list[Stretch]]

    def on(self, day: date) -> list[Stretch]:
        return self.overrides[day] if day in self.overrides else self.weekly.get(day.weekday(), [])


def working_times(
    specialists: Sequence[Specialist], since: date, until: date
) -> dict[Specialist, WorkingTime]:
    """Of each specialist, with the overrides from `since` to `until`. One query."""
    weekly = WeeklyHours.objects.filter(specialist__in=specialists).order_by()
    overrides = DateOverride.objects.filter(specialist__in=specialists, date__range=(since, until)).order_by()
    no_date, no_day = Value(None, DateField()), Value(None, PositiveSmallIntegerField())
    rows = weekly.values_list("specialist_id", "weekday", no_date, "opens", "closes").union(
        overrides.values_list("specialist_id", no_day, "date", "opens", "closes"), all=True
    )
    rows = rows.order_by("opens", "closes")
    times = {one.id: WorkingTime(defaultdict(list), defaultdict(list)) for one in specialists}
    for key, weekday, day, opens, closes in rows:
        if day is None:
            times[key].weekly[weekday].append((opens, closes))
        elif opens and closes:
            times[key].overrides[day].append((opens, closes))
        else:
            times[key].overrides[day]  # a day off: none, instead of the weekday's
    return {one: times[one.id] for one in specialists}


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
