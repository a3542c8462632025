"""When a specialist works, as instants: weekly hours and date overrides on their own clock."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
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
) -> Iterator[datetime]:
    """The instants (UTC) on `day` at which a visit of `length` may start and still end within its stretch.

    Where clocks go forward, times that never were are left out; where they go back, the first of the two counts.
    """
    for opens, closes in stretches:
        at, end = datetime.combine(day, opens), _instant(datetime.combine(day, closes), zone)
        while at < datetime.combine(day, closes):
            instant = _instant(at, zone)
            if instant.astimezone(zone).replace(tzinfo=None) == at and instant + length <= end:
                yield instant
            at += step


def _instant(wall: datetime, zone: ZoneInfo) -> datetime:
    return wall.replace(tzinfo=zone, fold=0).astimezone(UTC)
