"""Who gives what, and when: arrangements for what is to come. Taking one back deletes it; the log keeps who did."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, time, timedelta
from typing import Any

from django.db import transaction

from appointments.models import (
    Calendar,
    CalendarSpecialist,
    DateOverride,
    Service,
    ServiceSpecialist,
    Specialist,
    WeeklyHours,
)

Week = dict[int, list[tuple[time, time]]]


def set_specialists(owner: Service | Calendar, specialists: Iterable[Specialist]) -> None:
    """From now on these give the service (or see those booked through the calendar), and no others."""
    links: Any = ServiceSpecialist if isinstance(owner, Service) else CalendarSpecialist
    key = {"service" if isinstance(owner, Service) else "calendar": owner}
    wanted = {one.pk for one in specialists}
    there = set(links.objects.filter(**key).values_list("specialist_id", flat=True))
    links.objects.filter(**key, specialist_id__in=there - wanted).delete()
    links.objects.bulk_create(
        links(organisation_id=owner.organisation_id, specialist_id=one, **key) for one in wanted - there
    )


@transaction.atomic
def set_week(specialist: Specialist, week: Week) -> None:
    """The hours of each weekday, as they are from now on. What is booked stays where it is."""
    wanted = {(day, *stretch) for day, stretches in week.items() for stretch in stretches}
    kept = set()
    for hours in specialist.weekly_hours.all():
        key = (hours.weekday, hours.opens, hours.closes)
        if key in wanted and key not in kept:
            kept.add(key)
        else:
            hours.delete()
    WeeklyHours.objects.bulk_create(
        WeeklyHours(
            organisation_id=specialist.organisation_id,
            specialist=specialist,
            weekday=day,
            opens=opens,
            closes=closes,
        )
        for day, opens, closes in sorted(wanted - kept)
    )


@transaction.atomic
def set_days(
    specialist: Specialist, first: date, last: date, stretches: list[tuple[time, time]], note: str = ""
) -> None:
    """These dates are not as their weekdays: off, or open just then."""
    days = [first + timedelta(days=ahead) for ahead in range((last - first).days + 1)]
    open_then: list[tuple[time, time] | tuple[None, None]] = [*stretches] or [(None, None)]
    free_days(specialist, days)
    DateOverride.objects.bulk_create(
        DateOverride(
            organisation_id=specialist.organisation_id,
            specialist=specialist,
            date=day,
            opens=opens,
            closes=closes,
            note=note,
        )
        for day in days
        for opens, closes in open_then
    )


def free_days(specialist: Specialist, days: list[date]) -> None:
    """These dates are as their weekdays again."""
    specialist.overrides.filter(date__in=days).delete()
