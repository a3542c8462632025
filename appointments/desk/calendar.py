"""The staff's calendar: month, week, day and agenda; the address says which, from when, and what of it."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from appointments.schedule.agenda import agenda_sheet
from appointments.schedule.desk import Desk
from appointments.schedule.month import month_sheet
from appointments.schedule.place import View
from appointments.schedule.sheets import Sheet
from appointments.schedule.week import day_sheet, week_sheet
from restartix.organisations.audiences import members_only
from restartix.organisations.middleware import ClinicRequest

SHEETS: dict[View, Callable[[Desk], Sheet]] = {
    View.MONTH: month_sheet,
    View.WEEK: week_sheet,
    View.DAY: day_sheet,
    View.AGENDA: agenda_sheet,
}


@members_only
@require_safe
def calendar(request: ClinicRequest) -> HttpResponse:
    """With ?seen= the sheet alone, asked for while the page is open; 204 while it says nothing new."""
    desk = Desk.of(request)
    sheet = SHEETS[desk.place.view](desk)
    if request.GET.get("seen") == sheet.seen:
        return HttpResponse(status=204)
    context = {
        "organisation": desk.organisation,
        "sheet": sheet,
        "title": sheet.title,
        "zone": desk.clock.name,
        "place": desk.place,
        "poll_url": f"{desk.place.url}&seen={sheet.seen}",
        **sheet.context,
    }
    if "seen" in request.GET:
        return render(request, "appointments/desk/calendar/_sheet.html", context)
    context |= desk.place.around(desk.today) | desk.choices()
    return render(request, "appointments/desk/calendar/calendar.html", context)
