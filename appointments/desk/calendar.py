"""The staff's calendar: a week by days, or one day with the specialists side by side."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from appointments.desk.clocks import staff_clock
from appointments.desk.dashboard import day_of
from appointments.desk.grid import Grid, by_day, by_specialist, grid_of
from appointments.models import Appointment, Specialist, Status, WeeklyHours
from restartix.clock import Clock, long_date, written
from restartix.organisations.actor import Actor
from restartix.organisations.audiences import members_only
from restartix.organisations.middleware import ClinicRequest

WEEK = timedelta(days=7)
A_DAY = timedelta(days=1)
YEARS = range(2000, 2100)


@members_only
@require_safe
def calendar(request: ClinicRequest) -> HttpResponse:
    clock = staff_clock(request.actor)
    today = clock.local(timezone.now()).date()
    specialists = seen_by(request.actor)
    day = day_asked(request)
    chosen = next((each for each in specialists if str(each.pk) == request.GET.get("with", "")), None)
    shown = [chosen] if chosen else specialists
    with_cancelled = "all" in request.GET
    if day:
        context = _day_page(day, shown, clock=clock, with_cancelled=with_cancelled)
    else:
        context = _week_page(monday_asked(request, today), shown, clock, today, with_cancelled)
    place = Place(day or context["monday"], bool(day), chosen.pk if chosen else None, with_cancelled)
    context |= {"zone": clock.name, "place": place, "tabs": place.tabs(specialists)} | place.around(today)
    return render(request, "appointments/desk/calendar.html", context)


@dataclass(frozen=True)
class Place:
    """Where in the calendar somebody is; `to` leads elsewhere, changing what is said and keeping the rest."""

    start: date
    by_day: bool = False
    who: UUID | None = None
    with_cancelled: bool = False

    def to(self, **changed: Any) -> str:
        there = replace(self, **changed)
        asked = {"day": there.start.isoformat()} if there.by_day else {"week": week_name(there.start)}
        asked |= {"with": str(there.who)} if there.who else {}
        asked |= {"all": "1"} if there.with_cancelled else {}
        return f"?{urlencode(asked)}"

    def around(self, today: date) -> dict[str, str]:
        step = A_DAY if self.by_day else WEEK
        is_now = week_name(today) == week_name(self.start)
        return {
            "previous_url": self.to(start=self.start - step),
            "today_url": self.to(start=today),
            "next_url": self.to(start=self.start + step),
            "week_url": self.to(by_day=False),
            "day_url": self.to(by_day=True, start=today if is_now and not self.by_day else self.start),
            "all_url": self.to(with_cancelled=not self.with_cancelled),
        }

    def tabs(self, specialists: list[Specialist]) -> list[dict[str, Any]]:
        """Everybody, then each specialist; none where there is nobody to choose from."""
        if len(specialists) < 2:
            return []
        choices = [(_("Everybody"), None), *((each.display_name, each.pk) for each in specialists)]
        return [{"name": name, "url": self.to(who=who), "current": who == self.who} for name, who in choices]


def seen_by(actor: Actor) -> list[Specialist]:
    """An admin's specialists are the clinic's; a specialist has themselves."""
    active = Specialist.objects.filter(is_active=True)
    return list(active if actor.is_admin else active.filter(pk__in=actor.specialist_ids))


def day_asked(request: HttpRequest) -> date | None:
    with suppress(ValueError):
        day = date.fromisoformat(request.GET.get("day", ""))
        return day if day.year in YEARS else None
    return None


def monday_asked(request: HttpRequest, today: date) -> date:
    """The Monday of ?week=2026-W48; of this week when it names none."""
    year, dash, week = request.GET.get("week", "").partition("-W")
    if dash and year.isdecimal() and week.isdecimal() and int(year) in YEARS:
        with suppress(ValueError):
            return date.fromisocalendar(int(year), int(week), 1)
    return today - timedelta(days=today.weekday())


def week_name(day: date) -> str:
    year, week, _weekday = day.isocalendar()
    return f"{year}-W{week:02d}"


def _week_page(
    monday: date, shown: list[Specialist], clock: Clock, today: date, with_cancelled: bool
) -> dict[str, Any]:
    days = [monday + timedelta(days=number) for number in range(7)]
    visits = _visits(monday, days[-1], shown, clock, with_cancelled)
    hours = WeeklyHours.objects.filter(specialist__in=shown)
    columns = by_day(
        visits,
        days,
        clock=clock,
        today=today,
        open_weekdays=set(hours.values_list("weekday", flat=True)),
        names_specialist=len(shown) > 1,
    )
    title = f"{written(monday, 'd MMM')} – {written(days[-1], 'd MMMM y')}"
    under = _("week %(number)s") % {"number": monday.isocalendar().week}
    return {"monday": monday, "title": title, "under": under, "week": _grid(title, columns, clock)}


def _day_page(day: date, shown: list[Specialist], *, clock: Clock, with_cancelled: bool) -> dict[str, Any]:
    visits = _visits(day, day, shown, clock, with_cancelled)
    hours = WeeklyHours.objects.filter(specialist__in=shown, weekday=day.weekday())
    columns = by_specialist(
        visits, shown, clock=clock, open_ids=set(hours.values_list("specialist_id", flat=True))
    )
    title = long_date(day)
    return {"title": title, "under": _("specialists side by side"), "week": _grid(title, columns, clock)}


def _grid(title: str, columns: list[Any], clock: Clock) -> Grid:
    return grid_of(_("Visits, %(when)s, %(zone)s") % {"when": title, "zone": clock.name}, columns)


def _visits(
    first: date, last: date, shown: list[Specialist], clock: Clock, with_cancelled: bool
) -> list[Appointment]:
    start, end = day_of(first, clock)[0], day_of(last, clock)[1]
    visits = Appointment.objects.kept().between(start, end).with_names().filter(specialist__in=shown)
    return list(visits if with_cancelled else visits.exclude(status=Status.CANCELLED))
