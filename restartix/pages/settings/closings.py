"""Days off for the whole clinic: closed days and public holidays, and what is still booked on them."""

from __future__ import annotations

from collections import Counter
from datetime import date
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from appointments.availability.working_hours import working_times
from appointments.models import Appointment, Closing, Specialist
from appointments.models.appointment import AppointmentQuerySet
from appointments.models.status import AHEAD
from restartix.core.clinics.models import Organisation
from restartix.core.clock import Clock, format_day
from restartix.core.web.audiences import admins_only
from restartix.core.web.current_clinic import clinic_of
from restartix.core.web.middleware import ClinicRequest
from restartix.core.weeks import day_named, instants_around
from restartix.flows import public_holidays
from restartix.flows.arrangements import close_clinic, reopen_clinic
from restartix.pages.settings.day_runs import runs_of
from restartix.pages.settings.days_forms import ClosingForm


@admins_only
@require_http_methods(["GET", "HEAD", "POST"])
def closings(request: ClinicRequest) -> HttpResponse:
    """?day= is the one that the calendar was at."""
    form = ClosingForm(request.POST or None, initial={"first": request.GET.get("day", "")})
    if request.method != "POST":
        return _page(request, form)
    if not form.is_valid():
        return _page(request, form, status=422)
    told = form.cleaned_data
    close_clinic(clinic_of(request), told["first"], told["last"], told["name"])
    messages.success(request, _("The clinic is closed then. Existing bookings stay where they are."))
    return redirect("closings")


@admins_only
@require_POST
def closing_end(request: ClinicRequest) -> HttpResponse:
    """These days are days like any other again."""
    first, last = (day_named(request.POST.get(name, "")) for name in ("first", "last"))
    if first and last:
        reopen_clinic(first, last, is_holiday=bool(request.POST.get("holiday")))
        messages.success(request, _("Removed. Normal hours apply on these days."))
    return redirect("closings")


@admins_only
@require_POST
def holidays(request: ClinicRequest) -> HttpResponse:
    """The public holidays of the clinic's country are days off for everybody."""
    clinic = clinic_of(request)
    if public_holidays.country_of(clinic.time_zone):
        count = public_holidays.close_on_holidays(clinic, Clock(clinic.zone).today)
        said = ngettext("%(count)s public holiday added.", "%(count)s public holidays added.", count)
        messages.success(request, said % {"count": count})
    return redirect("closings")


def _page(request: ClinicRequest, form: ClosingForm, *, status: int = 200) -> HttpResponse:
    clinic = clinic_of(request)
    today = Clock(clinic.zone).today
    ahead = list(Closing.objects.filter(date__gte=today))
    entered = [one.date for one in ahead if one.is_holiday]
    context = {
        "form": form,
        "lines": [_line(run) for run in runs_of((one.date, (one.is_holiday, one.name)) for one in ahead)],
        "standing": _standing(clinic, [one.date for one in ahead]),
        "has_holidays": bool(public_holidays.country_of(clinic.time_zone)),
        "holidays_until": format_day(max(entered), "d MMMM y") if entered else "",
        "section": "settings",
    }
    return render(request, "appointments/settings/closings.html", context, status=status)


def _line(run: Any) -> dict[str, Any]:
    is_holiday, name = run.alike
    return {
        "days": run.words,
        "name": name,
        "is_holiday": is_holiday,
        "first": run.first.isoformat(),
        "last": run.last.isoformat(),
    }


def _around(days: list[date]) -> AppointmentQuerySet:
    """Visits ahead that may be on one of these days, whatever their specialists' clocks."""
    since, until = instants_around(min(days), max(days))
    return Appointment.objects.not_removed().filter(
        status__in=AHEAD, started_at__gte=since, started_at__lt=until
    )


def _standing(clinic: Organisation, days: list[date]) -> list[dict[str, Any]]:
    """Whose visits still stand on days on which nobody works, and where they are moved. Three queries."""
    if not days:
        return []
    specialists = {one.pk: one for one in Specialist.objects.all()}
    working = working_times(list(specialists.values()), min(days), max(days))
    counts: Counter[tuple[date, Any]] = Counter()
    for started_at, key in _around(days).values_list("started_at", "specialist_id"):
        specialist = specialists[key]
        day = started_at.astimezone(specialist.zone).date()
        if day in set(days) and not working[specialist].on(day):
            counts[day, key] += 1
    return [
        {
            "day": format_day(day, "EEE d MMM"),
            "name": specialists[key].display_name,
            "count": count,
            "url": f"{reverse('sick_day', args=[key])}?day={day.isoformat()}",
        }
        for (day, key), count in sorted(counts.items(), key=lambda one: (one[0][0], str(one[0][1])))
    ]
