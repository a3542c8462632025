"""Who gives which service, and when: arrangements for the future. Taking one back deletes it; the log says who did."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, time
from typing import Any

from django.db import transaction

from appointments.models import (
    Block,
    Calendar,
    CalendarSpecialist,
    Closing,
    DateOverride,
    Service,
    ServiceSpecialist,
    Specialist,
    WeeklyHours,
)
from restartix.core.clinics.models import Organisation
from restartix.core.weeks import days_from

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


def save_specialist(specialist: Specialist) -> None:
    """Save how they appear on the public page, the time zone they work in, and the buffers around their visits."""
    specialist.save()


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
    """Override these dates: off, or open at just these hours, beside any other overrides they have."""
    days = days_from(first, last)
    open_then: list[tuple[time, time] | tuple[None, None]] = [*stretches] or [(None, None)]
    there = set(specialist.overrides.filter(date__in=days).values_list("date", "opens", "closes"))
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
        if (day, opens, closes) not in there
    )


def close_clinic(clinic: Organisation, first: date, last: date, name: str = "") -> None:
    """Nobody works on these dates. What is booked stays where it is. Of two at once, the later names them."""
    Closing.objects.bulk_create(
        [Closing(organisation=clinic, date=day, name=name) for day in days_from(first, last)],
        update_conflicts=True,
        unique_fields=["organisation", "date", "is_holiday"],
        update_fields=["name"],
    )


def clear_days(
    specialist: Specialist, first: date, last: date, only: tuple[time | None, time | None, str] | None = None
) -> None:
    """Remove all overrides of these dates, or just the one with these hours (none for a day off) and this note."""
    special = specialist.overrides.filter(date__range=(first, last))
    if only:
        opens, closes, note = only
        special = special.filter(opens=opens, closes=closes, note=note)
    special.delete()


def reopen_clinic(first: date, last: date, *, is_holiday: bool) -> None:
    """These dates are days like any other again."""
    Closing.objects.filter(date__range=(first, last), is_holiday=is_holiday).delete()


def free_block(block: Block) -> None:
    """The specialist can be booked again then; the database lets go of the claim."""
    block.delete()
