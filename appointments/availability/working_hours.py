"""When a specialist works, as instants: weekly hours and date overrides on their own clock."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import (
    BooleanField,
    CharField,
    DateField,
    Field,
    PositiveSmallIntegerField,
    QuerySet,
    TimeField,
    UUIDField,
    Value,
)
from django.db.models.functions import Cast

from appointments.models import Closing, DateOverride, Specialist, WeeklyHours

Stretch = tuple[time, time]


@dataclass(frozen=True)
class WorkingTime:
    """One specialist's week, the dates that differ from their weekday, and the clinic's days off by name."""

    weekly: dict[int, list[Stretch]]
    overrides: dict[date, list[Stretch]]
    closed: Mapping[date, str] = field(default_factory=dict)
    holidays: Mapping[date, str] = field(default_factory=dict)

    def on(self, day: date) -> list[Stretch]:
        """A closed day outweighs special hours, and these a public holiday."""
        if day in self.closed:
            return []
        if day in self.overrides:
            return self.overrides[day]
        return [] if day in self.holidays else self.weekly.get(day.weekday(), [])


def working_times(
    specialists: Sequence[Specialist], since: date, until: date
) -> dict[Specialist, WorkingTime]:
    """Of each specialist, with the overrides and closings from `since` to `until`. One query."""
    closed: dict[bool, dict[date, str]] = {False: {}, True: {}}
    times = {
        one.id: WorkingTime(defaultdict(list), defaultdict(list), closed[False], closed[True])
        for one in specialists
    }
    off = set()
    for key, weekday, day, opens, closes, is_holiday, name in _rows(specialists, since, until):
        if key is None:
            closed[is_holiday][day] = name
        elif day is None:
            times[key].weekly[weekday].append((opens, closes))
        elif opens and closes:
            times[key].overrides[day].append((opens, closes))
        else:
            off.add((key, day))
    for working in times.values():
        for day, stretches in working.overrides.items():
            working.overrides[day] = merge_stretches(stretches)
    for key, day in off:
        times[key].overrides[day] = []
    return {one: times[one.id] for one in specialists}


def merge_stretches(stretches: Iterable[Stretch]) -> list[Stretch]:
    """In order, with touching ones merged: special hours may have been added one after the other."""
    found: list[Stretch] = []
    for opens, closes in sorted(stretches):
        if found and opens <= found[-1][1]:
            found[-1] = (found[-1][0], max(found[-1][1], closes))
        else:
            found.append((opens, closes))
    return found


def _rows(specialists: Sequence[Specialist], since: date, until: date) -> QuerySet[Any, Any]:
    """Weekly hours (without a date), overrides (without a weekday) and closings (without a specialist)."""
    weekly = WeeklyHours.objects.filter(specialist__in=specialists).order_by()
    overrides = DateOverride.objects.filter(specialist__in=specialists, date__range=(since, until)).order_by()
    closings = Closing.objects.filter(date__range=(since, until)).order_by()
    nobody, no_day, no_date = _none(UUIDField()), _none(PositiveSmallIntegerField()), _none(DateField())
    no_time, usual, no_name = _none(TimeField()), _none(BooleanField()), _none(CharField())
    return (
        weekly.values_list("specialist_id", "weekday", no_date, "opens", "closes", usual, no_name)
        .union(
            overrides.values_list("specialist_id", no_day, "date", "opens", "closes", usual, no_name),
            closings.values_list(nobody, no_day, "date", no_time, no_time, "is_holiday", "name"),
            all=True,
        )
        .order_by("opens", "closes")
    )


def _none(field: Field[Any, Any]) -> Cast:
    """Of a type, since PostgreSQL takes a column that is empty throughout for text."""
    return Cast(Value(None), field)


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
