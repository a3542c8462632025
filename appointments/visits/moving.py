"""The patient moves their visit: the same page of open times as for booking, until the cut-off."""

from __future__ import annotations

from contextlib import suppress
from datetime import date
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from appointments.booking.moving import Moving, Rescheduling
from appointments.booking.summary import instant, own_zone, specialist_named
from appointments.booking.week import Week
from appointments.models import Appointment
from appointments.visits.views import allowed, own_visit
from restartix.clock import Clock, long_date
from restartix.organisations.audiences import patients_only
from restartix.organisations.middleware import ClinicRequest
from restartix.refusals import NotNow, NotYours, Refusal


@patients_only
@require_http_methods(["GET", "HEAD", "POST"])
def visit_time(request: ClinicRequest, pk: int) -> HttpResponse:
    own = own_visit(request, pk)
    if request.method != "POST":
        return _page(request, own)
    try:
        with transaction.atomic():
            _wish(own, request.POST.get("slot", "")).perform(by=request.actor)
    except NotYours:
        raise
    except Refusal as refusal:
        return _page(request, own_visit(request, pk), status=409, refusal=str(refusal))
    messages.success(request, _("Your visit has a new time. We are sending you the details."))
    return redirect("visit", pk)


def _wish(own: Appointment, pressed: str) -> Rescheduling:
    at, _bar, who = pressed.partition("|")
    started_at, specialist = instant(at), specialist_named(Moving.of_visit(own), who)
    if started_at is None or specialist is None:
        raise NotNow(_("This time can’t be booked any more. Please choose another one."))
    return Rescheduling(own, started_at, specialist)


def _page(request: ClinicRequest, own: Appointment, *, status: int = 200, refusal: str = "") -> HttpResponse:
    context: dict[str, Any] = {
        "visit": own,
        "refusal": refusal,
        **_words(own),
        **allowed(own, by=request.actor),
    }
    if context["may_move"]:
        context |= _times(request, own)
    return render(request, "appointments/visits/visit_time.html", context, status=status)


def _words(own: Appointment) -> dict[str, str]:
    clock = Clock(own_zone(own))
    return {"when": clock.short(own.started_at), "zone": clock.name}


def _times(request: ClinicRequest, own: Appointment) -> dict[str, Any]:
    channel, clock = Moving.of_visit(own), Clock(own_zone(own))
    only = specialist_named(channel, request.GET.get("with", ""))
    day = None
    with suppress(ValueError):
        day = date.fromisoformat(request.GET.get("day", ""))
    week = Week(channel, clock, day, only, {"with": str(only.pk) if only else ""})
    return {
        "strip": week.strip(),
        "parts": week.parts(),
        "day": long_date(week.chosen),
        "day_asked": request.GET.get("day", ""),
        "next_url": week.next_url,
        "specialists": channel.specialists,
        "only": only,
    }
