"""The patient moves their visit: open times with the same specialist first, then the question, until the cut-off."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from appointments.availability.slot_value import read_slot, slot_value
from appointments.models import Appointment
from appointments.models.status import AHEAD
from restartix.core.clock import Clock, long_date
from restartix.core.limits import limit_tries
from restartix.core.refusals import NotNow, NotYours, Refusal
from restartix.core.web.audiences import patients_only
from restartix.core.web.middleware import ClinicRequest
from restartix.core.weeks import day_named
from restartix.flows.reschedule import Moving, Rescheduling
from restartix.pages.portal.visit_page import allowed_for_patient, own_visit
from restartix.pages.shared.week import Week, by_part_of_day, slot_context

ANYONE = "anyone"
"""Asked for instead of a specialist: whoever is free."""


@limit_tries("move")
@patients_only
@require_http_methods(["GET", "HEAD", "POST"])
def visit_time(request: ClinicRequest, pk: int) -> HttpResponse:
    own = own_visit(request, pk)
    if request.method != "POST":
        return _question(request, own) if "to" in request.GET else _page(request, own)
    try:
        move = _rescheduling(own, request.POST.get("slot", ""))
        if not _stands_at(own, move):
            with transaction.atomic():
                move.perform(by=request.actor)
    except NotYours:
        raise
    except Refusal as refusal:
        own = own_visit(request, pk)
        if not _stands_at(own, _asked(own, request.POST.get("slot", ""))):
            return _page(request, own, status=409, refusal=str(refusal))
    messages.success(request, _("Your visit has a new time. We are sending you the details."))
    return redirect("visit", pk)


def _rescheduling(own: Appointment, pressed: str) -> Rescheduling:
    """Raises NotNow for what is no time of this service."""
    asked = _asked(own, pressed)
    if asked is None:
        raise NotNow(_("This time can’t be booked any more. Please choose another one."))
    return asked


def _asked(own: Appointment, pressed: str) -> Rescheduling | None:
    started_at, who = read_slot(pressed)
    specialist = Moving.of_visit(own).specialist(who)
    if started_at is None or specialist is None:
        return None
    return Rescheduling(own, started_at, specialist)


def _stands_at(own: Appointment, move: Rescheduling | None) -> bool:
    """Does the visit take place there already? The same button was pressed twice."""
    if move is None or own.status not in AHEAD:
        return False
    return (own.started_at, own.specialist_id) == (move.started_at, move.specialist.pk)


def _question(request: ClinicRequest, own: Appointment) -> HttpResponse:
    """From when to when, and with whom: move it, or leave it as it is."""
    may = allowed_for_patient(own, by=request.actor)
    if not may["may_move"]:
        return _page(request, own)
    try:
        move = _rescheduling(own, request.GET["to"])
        move.opening(by=request.actor)
    except Refusal as refusal:
        return _page(request, own, status=409, refusal=str(refusal))
    clock = Clock(own.visitor_zone)
    clinic = Clock(own.organisation.zone)
    context = {
        "visit": own,
        "slot": request.GET["to"],
        "was": clock.short(own.started_at),
        "when": f"{clock.day(move.started_at)}, {clock.time(move.started_at)}",
        "also": clock.beside(clinic, move.started_at),
        "zone": clock.name,
        "specialist": move.specialist,
        "is_another": move.specialist.pk != own.specialist_id,
        "back": Moving.of_visit(own).url(
            day=clock.local(move.started_at).date().isoformat(), **{"with": request.GET.get("with", "")}
        ),
    }
    return render(request, "appointments/visits/visit_move.html", context)


def _page(request: ClinicRequest, own: Appointment, *, status: int = 200, refusal: str = "") -> HttpResponse:
    clock = Clock(own.visitor_zone)
    context: dict[str, Any] = {
        "visit": own,
        "refusal": refusal,
        "when": clock.short(own.started_at),
        "zone": clock.name,
        **allowed_for_patient(own, by=request.actor),
    }
    if context["may_move"]:
        context |= _times(request, own, clock)
    return render(request, "appointments/visits/visit_time.html", context, status=status)


def _times(request: ClinicRequest, own: Appointment, clock: Clock) -> dict[str, Any]:
    """With the visit's own specialist unless somebody else is asked for; of anyone, the same one comes first."""
    channel, who, day = Moving.of_visit(own), request.GET.get("with", ""), request.GET.get("day", "")
    mine = channel.specialist(str(own.specialist_id))
    only = None if who == ANYONE else channel.specialist(who) or mine
    asks = {"with": who if only is None or only != mine else ""}
    week = Week(channel, clock, day_named(day), only, asks, prefers=mine)
    slots = [_slot(own, week, one) for one in week.openings[week.chosen_day]]
    return {
        "strip": week.strip(),
        "parts": by_part_of_day([slot for slot in slots if not slot["is_another"]]),
        "others": by_part_of_day([slot for slot in slots if slot["is_another"]]),
        "day": long_date(week.chosen_day),
        "day_asked": day,
        "next_url": week.next_url,
        "gap": week.gap(),
        "specialists": channel.specialists,
        "only": only,
        "anyone_url": channel.url(day=day, **{"with": ANYONE}) if only and channel.specialists[1:] else "",
    }


def _slot(own: Appointment, week: Week, opening: Any) -> dict[str, Any]:
    """A link to the question; whoever it is not with already stands on it."""
    words = slot_context(opening, week.clock, week.channel.clock)
    is_another = opening.specialist.pk != own.specialist_id
    if is_another:
        beside = f" · {words['also']}" if words["also"] else ""
        words["also"] = f"{opening.specialist.display_name}{beside}"
    asks = {"to": slot_value(opening), **week.asks}
    there = (
        f"{reverse('visit_time', args=[own.pk])}?{urlencode({key: say for key, say in asks.items() if say})}"
    )
    return words | {"url": there, "value": slot_value(opening), "is_another": is_another}
