"""What a specialist's hours come to: what the public is offered this week, and which visits no longer fit."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from appointments.booking.channel import Channel
from appointments.booking.hours import WorkingTime, working_times
from appointments.booking.slots import open_times
from appointments.models import Appointment, Service, Specialist
from appointments.models.status import AHEAD
from restartix.clock import Clock, written

DAYS = 7


@dataclass(frozen=True)
class Preview:
    """Seven days of open times of one service, on the specialist's clock."""

    service: Service | None
    zone: str
    days: list[dict[str, Any]]


def preview_of(specialist: Specialist) -> Preview:
    """As a visitor would find them this moment: notice, horizon and what is booked included."""
    clock = Clock(specialist.zone)
    service = specialist.services.filter(is_active=True).select_related("organisation").first()
    if service is None or not specialist.is_active:
        return Preview(service, clock.name, [])
    first = clock.today
    since, until = (midnight(first + timedelta(days=ahead), clock) for ahead in (0, DAYS))
    days: dict[date, list[str]] = {first + timedelta(days=ahead): [] for ahead in range(DAYS)}
    for one in open_times(Channel(service), since, until, specialists=[specialist]):
        days[clock.local(one.started_at).date()].append(clock.time(one.started_at))
    shown = [{"day": written(day, "EEE d MMM"), "times": times} for day, times in days.items()]
    return Preview(service, clock.name, shown)


def conflicts_of(specialist: Specialist) -> list[dict[str, Any]]:
    """Visits ahead that lie outside the hours as they are now. They stay where they are until somebody moves them."""
    clock = Clock(specialist.zone)
    ahead = Appointment.objects.kept().filter(
        specialist=specialist, status__in=AHEAD, started_at__gte=timezone.now()
    )
    visits = list(ahead.with_names().order_by("started_at"))
    if not visits:
        return []
    first, last = (clock.local(one.started_at).date() for one in (visits[0], visits[-1]))
    hours = working_times([specialist], first, last)[specialist]
    outside = [visit for visit in visits if not fits(hours, visit, clock)]
    return [
        {
            "url": visit.get_absolute_url(),
            "name": visit.patient_person.name,
            "when": f"{clock.short(visit.started_at)}, {clock.name}",
            "service": visit.service.name,
            "status": visit.status,
        }
        for visit in outside
    ]


def fits(hours: WorkingTime, visit: Appointment, clock: Clock) -> bool:
    start, end = clock.local(visit.started_at), clock.local(visit.ended_at)
    stretches = hours.on(start.date())
    return any(opens <= start.time() and end.time() <= closes for opens, closes in stretches)


def days_off(specialist: Specialist) -> list[dict[str, Any]]:
    """The dates ahead that are not as usual, days in a row with the same words as one line."""
    today = Clock(specialist.zone).today
    days: dict[date, list[tuple[time | None, time | None, str]]] = {}
    for one in specialist.overrides.filter(date__gte=today):
        days.setdefault(one.date, []).append((one.opens, one.closes, one.note))
    lines: list[dict[str, Any]] = []
    for day, said in days.items():
        if lines and lines[-1]["said"] == said and lines[-1]["last"] == day - timedelta(days=1):
            lines[-1]["last"] = day
        else:
            lines.append({"first": day, "last": day, "said": said})
    return [_line(**line) for line in lines]


def _line(first: date, last: date, said: list[tuple[time | None, time | None, str]]) -> dict[str, Any]:
    days = written(first, "EEE d MMM y")
    hours = ", ".join(f"{opens:%H:%M}–{closes:%H:%M}" for opens, closes, _note in said if opens and closes)
    return {
        "days": days if first == last else f"{days} – {written(last, 'EEE d MMM y')}",
        "hours": hours or _("off"),
        "note": said[0][2],
        "first": first.isoformat(),
        "last": last.isoformat(),
    }


def midnight(day: date, clock: Clock) -> datetime:
    return datetime.combine(day, time.min, tzinfo=clock.zone)
