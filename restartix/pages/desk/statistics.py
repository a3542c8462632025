"""How the last weeks went, as figures: visits, missed ones, ratings, and how full the opening hours were."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from babel.numbers import format_decimal
from django.db.models import Avg, Count, DurationField, ExpressionWrapper, F, Q, Sum
from django.db.models.functions import TruncWeek
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from appointments.availability.open_hours import open_hours
from appointments.models import Appointment, Specialist, Status
from restartix.core.clinics.actor import Actor
from restartix.core.clock import Clock, format_day, locale
from restartix.core.web.audiences import members_only
from restartix.core.web.middleware import ClinicRequest
from restartix.core.weeks import A_DAY, instants_of
from restartix.pages.desk.charts import Chart, Point, scale
from restartix.pages.desk.clocks import desk_clock

WEEKS = 12
TIME_TAKEN = (Status.UPCOMING, Status.CONFIRMED, Status.INPROGRESS, Status.DONE, Status.NOSHOW)


@dataclass(frozen=True)
class WeekFigures:
    """What became of the visits planned for one week, and how much of the hours they took."""

    starts: date
    planned: int = 0
    held: int = 0
    missed: int = 0
    rating: float | None = None
    rated: int = 0
    taken: timedelta = timedelta()
    open: timedelta = timedelta()


@members_only
@require_safe
def figures(request: ClinicRequest) -> HttpResponse:
    """A page of its own, and the part of the dashboard that it is asked for once that stands."""
    clock = desk_clock(request)
    weeks = weeks_of(request.actor, clock)
    context = {"charts": charts_of(weeks), "zone": clock.name, "section": "dashboard"}
    whole = "HX-Request" not in request.headers
    return render(request, f"appointments/desk/dashboard/{'figures' if whole else '_figures'}.html", context)


def weeks_of(actor: Actor, clock: Clock) -> list[WeekFigures]:
    """The last twelve, this one included, Mondays on this clock. Five queries."""
    today = clock.today
    monday = today - timedelta(days=today.weekday())
    mondays = [monday - timedelta(weeks=ago) for ago in reversed(range(WEEKS))]
    own = Appointment.objects.not_removed()
    specialists = Specialist.objects.filter(is_active=True)
    if not actor.is_admin:
        own = own.filter(specialist__in=actor.specialist_ids)
        specialists = specialists.filter(pk__in=actor.specialist_ids)
    counts = _counts(own, mondays, clock)
    hours = open_hours(list(specialists), mondays)
    return [WeekFigures(day, open=hours[day], **counts.get(day, {})) for day in mondays]


def charts_of(weeks: Sequence[WeekFigures]) -> list[Chart]:
    return [_visits(weeks), _missed(weeks), _ratings(weeks), _occupancy(weeks)]


def _counts(own: Any, mondays: list[date], clock: Clock) -> dict[date, dict[str, Any]]:
    since, until = instants_of(mondays[0], mondays[-1] + 6 * A_DAY, clock)
    length = ExpressionWrapper(F("ended_at") - F("started_at"), DurationField())
    by_week = (
        own.filter(started_at__gte=since, started_at__lt=until)
        .annotate(week=TruncWeek("started_at", tzinfo=clock.zone))
        .values("week")
        .annotate(
            planned=Count("pk"),
            held=Count("pk", filter=Q(status=Status.DONE)),
            missed=Count("pk", filter=Q(status=Status.NOSHOW)),
            rating=Avg("review__rating"),
            rated=Count("review"),
            taken=Sum(length, filter=Q(status__in=TIME_TAKEN), default=timedelta()),
        )
    )
    return {clock.local(row.pop("week")).date(): row for row in by_week}


def _visits(weeks: Sequence[WeekFigures]) -> Chart:
    total = sum(week.planned for week in weeks)
    return Chart(
        key="visits",
        title=_("Bookings"),
        said=ngettext("%(count)s visit in twelve weeks", "%(count)s visits in twelve weeks", total)
        % {"count": total},
        how=_("By the week they were planned for, cancelled ones included."),
        points=[_point(week, week.planned, str(week.planned)) for week in weeks],
        most=scale([week.planned for week in weeks]),
    )


def _missed(weeks: Sequence[WeekFigures]) -> Chart:
    missed, held = sum(week.missed for week in weeks), sum(week.held for week in weeks)
    points = []
    for week in weeks:
        of = week.missed + week.held
        words = _("%(part)s of %(all)s") % {"part": week.missed, "all": of} if of else "–"
        points.append(_point(week, 100 * week.missed / of if of else None, words))
    return Chart(
        key="missed",
        title=_("No-shows"),
        said=_("%(part)s of %(all)s") % {"part": missed, "all": missed + held},
        how=_("Patients who did not come, of the visits that were held or missed."),
        points=points,
        most=max(20.0, scale([point.value for point in points])),
        unit="%",
    )


def _ratings(weeks: Sequence[WeekFigures]) -> Chart:
    rated = sum(week.rated for week in weeks)
    stars = sum((week.rating or 0) * week.rated for week in weeks)
    words = ngettext("%(stars)s of 5, from %(count)s review", "%(stars)s of 5, from %(count)s reviews", rated)
    return Chart(
        key="ratings",
        title=_("Ratings"),
        said=words % {"stars": _one_place(stars / rated), "count": rated} if rated else _("No review yet"),
        how=_("The mean of the stars given for that week’s visits."),
        points=[
            _point(week, week.rating, f"{_one_place(week.rating)} ({week.rated})" if week.rating else "–")
            for week in weeks
        ],
        most=5.0,
    )


def _occupancy(weeks: Sequence[WeekFigures]) -> Chart:
    shares = [100 * (week.taken / week.open) if week.open else None for week in weeks]
    known = [share for share in shares if share is not None]
    return Chart(
        key="occupancy",
        title=_("Occupancy"),
        said=_("%(share)s %% of the opening hours") % {"share": round(sum(known) / len(known))}
        if known
        else _("No opening hours are set"),
        how=_("Time taken by visits that were not cancelled, as a share of the opening hours set now."),
        points=[
            _point(week, share, "–" if share is None else f"{share:.0f} %")
            for week, share in zip(weeks, shares, strict=True)
        ],
        most=max(100.0, scale(shares)),
        unit="%",
    )


def _one_place(mean: float) -> str:
    return str(format_decimal(mean, format="0.0", locale=locale()))


def _point(week: WeekFigures, value: float | None, words: str) -> Point:
    return Point(format_day(week.starts, "d MMM"), value, words)
