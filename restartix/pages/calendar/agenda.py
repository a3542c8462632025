"""The agenda: visits as a list by day, and the one that comes next on top of it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from appointments.models.status import UNFINISHED
from restartix.core.clock import date_range, long_date
from restartix.core.fingerprint import fingerprint
from restartix.pages.calendar.calendar_context import CalendarContext
from restartix.pages.calendar.grid_cells import addresses
from restartix.pages.calendar.period import View
from restartix.pages.calendar.presence import here_now
from restartix.pages.calendar.rendered_view import CalendarView
from restartix.pages.calendar.visit_rows import VisitRow, lines_of

MOST = 200


@dataclass(frozen=True)
class AgendaEntry:
    """One line of the list."""

    pk: int
    url: str
    span: str
    name: str
    service: str
    specialist: str
    status: str
    here: str
    is_past: bool
    until: str = ""


@dataclass(frozen=True)
class AgendaDay:
    label: str
    is_today: bool
    entries: list[AgendaEntry]


def agenda_sheet(desk: CalendarContext) -> CalendarView:
    """At most a page of visits; the rest begin on a later day, to which the page links."""
    place = desk.place
    lines = lines_of(desk.visits(), MOST + 1)
    more, lines = lines[MOST:], lines[:MOST]
    here = here_now(lines)
    on = desk.clock.local(more[0].started_at).date() if more else None
    return CalendarView(
        title=date_range(place.start, place.last),
        under=_("list"),
        template="appointments/desk/calendar/_agenda.html",
        seen=fingerprint(lines, here, next_up(desk, lines, here), on),
        context=lambda: {
            "next": next_up(desk, lines, here),
            "agenda": agenda_days(desk, lines, here),
            "more_url": place.at(on, View.AGENDA).url if on and on > place.start else "",
            "more_from": long_date(on) if on else "",
            "is_cut": bool(more),
        },
    )


def next_up(desk: CalendarContext, lines: Iterable[VisitRow], here: dict[int, str]) -> AgendaEntry | None:
    """The visit in progress, otherwise the next one."""
    ahead = [line for line in lines if line.status in UNFINISHED and line.ended_at > desk.now]
    return next(iter(_entries(desk, ahead[:1], here)), None)


def agenda_days(desk: CalendarContext, lines: Iterable[VisitRow], here: dict[int, str]) -> list[AgendaDay]:
    by_day: dict[date, list[VisitRow]] = {}
    for line in lines:
        by_day.setdefault(desk.clock.local(line.started_at).date(), []).append(line)
    return [
        AgendaDay(long_date(day), day == desk.today, _entries(desk, found, here))
        for day, found in by_day.items()
    ]


def _entries(desk: CalendarContext, lines: Iterable[VisitRow], here: dict[int, str]) -> list[AgendaEntry]:
    to = addresses("appointment")
    names: dict[UUID, str] = {one.pk: one.display_name for one in desk.specialists}
    clock = desk.clock
    return [
        AgendaEntry(
            pk=line.pk,
            url=to(line.pk),
            span=f"{clock.time(line.started_at)}–{clock.time(line.ended_at)}",
            name=line.person,
            service=desk.services.get(line.service_id, ""),
            specialist=names.get(line.specialist_id, ""),
            status=line.status,
            here=here.get(line.pk, ""),
            is_past=line.ended_at <= desk.now,
            until=_until(desk, line),
        )
        for line in lines
    ]


def _until(desk: CalendarContext, line: VisitRow) -> str:
    """How long until it begins, while that is less than a day."""
    if line.status not in UNFINISHED or line.ended_at <= desk.now:
        return ""
    if line.started_at <= desk.now:
        return _("now")
    away = line.started_at - desk.now
    minutes = -(-away // timedelta(minutes=1))
    if minutes < 60:
        return ngettext("in %(count)s minute", "in %(count)s minutes", minutes) % {"count": minutes}
    hours = round(minutes / 60)
    return ngettext("in %(count)s hour", "in %(count)s hours", hours) % {"count": hours} if hours < 24 else ""
