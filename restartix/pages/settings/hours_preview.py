"""The effect of a specialist's hours: what the public is offered this week, and which visits no longer fit."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from appointments.availability.channel import Channel
from appointments.availability.open_times import open_times
from appointments.availability.working_hours import WorkingTime, working_times
from appointments.models import Appointment, Closing, Service, Specialist
from appointments.models.status import AHEAD
from restartix.core.clock import Clock, format_day, format_time
from restartix.core.weeks import A_DAY, days_from, instants_of
from restartix.pages.settings.day_runs import DayRun, runs_of

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
    last = first + (DAYS - 1) * A_DAY
    days: dict[date, list[str]] = {day: [] for day in days_from(first, last)}
    since, until = instants_of(first, last, clock)
    for one in open_times(Channel(service), since, until, specialists=[specialist]):
        days[clock.local(one.started_at).date()].append(clock.time(one.started_at))
    shown = [{"day": format_day(day, "EEE d MMM"), "times": times} for day, times in days.items()]
    return Preview(service, clock.name, shown)


def conflicts_of(specialist: Specialist) -> list[dict[str, Any]]:
    """Visits ahead that lie outside the hours as they are now. They stay where they are until somebody moves them."""
    clock = Clock(specialist.zone)
    ahead = Appointment.objects.not_removed().filter(
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
    """The dates ahead that are not as usual, each thing that is special about them as a line of its own; the clinic's
    days off among them. Two queries."""
    today = Clock(specialist.zone).today
    own = [
        (one.date, (one.opens, one.closes, one.note)) for one in specialist.overrides.filter(date__gte=today)
    ]
    closed = [(one.date, one) for one in Closing.objects.filter(date__gte=today)]
    off = {day for day, (opens, _closes, _note) in own if opens is None}
    off |= {day for day, one in closed if not one.is_holiday}
    lines = [(run.first, 1, _own_line(run, off)) for run in runs_of(own)]
    named = [(day, (one.name, one.is_holiday)) for day, one in closed]
    lines += [(run.first, 0, _clinic_line(run)) for run in runs_of(named)]
    return [line for _day, _place, line in sorted(lines, key=lambda one: one[:2])]


def _own_line(run: DayRun[tuple[time | None, time | None, str]], off: set[date]) -> dict[str, Any]:
    opens, closes, note = run.alike
    return {
        "days": run.words,
        "hours": f"{format_time(opens)}–{format_time(closes)}" if opens and closes else _("off"),
        "note": note,
        "is_idle": opens is not None and off.issuperset(run.days),
        "key": {
            "first": run.first.isoformat(),
            "last": run.last.isoformat(),
            "opens": f"{opens:%H:%M:%S}" if opens else "",
            "closes": f"{closes:%H:%M:%S}" if closes else "",
            "note": note,
        },
    }


def _clinic_line(run: DayRun[tuple[str, bool]]) -> dict[str, Any]:
    name, is_holiday = run.alike
    return {
        "days": run.words,
        "hours": _("public holiday") if is_holiday else _("clinic closed"),
        "note": name,
    }
