"""The staff's calendar: month, week, day and agenda; the address says which, from when, and what of it."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.safestring import mark_safe
from django.views.decorators.http import require_safe

from restartix.core.design.fragment_cache import FragmentCache
from restartix.core.web.audiences import members_only
from restartix.core.web.middleware import ClinicRequest
from restartix.pages.calendar.agenda import agenda_sheet
from restartix.pages.calendar.calendar_context import CalendarContext
from restartix.pages.calendar.memory import remember_specialists
from restartix.pages.calendar.month import month_sheet
from restartix.pages.calendar.period import View
from restartix.pages.calendar.picker import date_picker
from restartix.pages.calendar.rendered_view import CalendarView
from restartix.pages.calendar.week import day_sheet, week_sheet

DRAWN = FragmentCache(most=8_000_000)
SHEETS: dict[View, Callable[[CalendarContext], CalendarView]] = {
    View.MONTH: month_sheet,
    View.WEEK: week_sheet,
    View.DAY: day_sheet,
    View.AGENDA: agenda_sheet,
}


@members_only
@require_safe
def calendar(request: ClinicRequest) -> HttpResponse:
    """With ?seen= the sheet alone, asked for while the page is open; 204 while it says nothing new. The date picker
    alone when htmx turns its months."""
    desk = CalendarContext.of(request)
    if request.headers.get("HX-Target") == "date-picker":
        template = "appointments/desk/calendar/_date_picker.html"
        return render(request, template, {"picker": date_picker(desk)})
    sheet = SHEETS[desk.place.view](desk)
    if request.GET.get("seen") == sheet.seen:
        return HttpResponse(status=204)
    if "seen" in request.GET:
        return HttpResponse(_drawn(desk, sheet, "_sheet"))
    context = {
        "organisation": desk.organisation,
        "title": sheet.title,
        "body": mark_safe(_drawn(desk, sheet, "_body")),
    }
    response = render(request, "appointments/desk/calendar/calendar.html", context)
    remember_specialists(request, response, desk.place.filters)
    return response


def _drawn(desk: CalendarContext, sheet: CalendarView, part: str) -> str:
    """A clinic looks at the same few weeks all day: each is drawn once for as long as nothing in it changes."""

    def draw() -> str:
        context = sheet.context() | desk.place.around(desk.today) | desk.choices()
        context |= {"sheet": sheet, "title": sheet.title, "zone": desk.clock.name, "place": desk.place}
        context |= {"picker": date_picker(desk), "is_admin": desk.request.actor.is_admin}
        context["poll_url"] = f"{desk.place.url}&seen={sheet.seen}"
        return render_to_string(f"appointments/desk/calendar/{part}.html", context)

    return DRAWN.of((part, sheet.seen, desk.ground), draw)
