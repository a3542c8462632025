"""Choosing a time holds it; the open form extends the hold. Works without script: by a button of the form."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from appointments.availability.holds import extend_hold, live_hold, place_hold
from restartix.core.clock import Clock
from restartix.core.limits import limit_tries
from restartix.core.refusals import Refusal
from restartix.core.web.audiences import everyone
from restartix.core.web.middleware import ClinicRequest
from restartix.pages.public.hold_limit import may_hold
from restartix.pages.shared.booked import to_booked
from restartix.pages.shared.slot_request import SlotRequest


@require_POST
@limit_tries("hold")
@everyone
def hold(request: ClinicRequest, pk: UUID) -> HttpResponse:
    """A time was pressed: hold it and go on to the details; back to the others when somebody was quicker, on to the
    visit when this very browser was."""
    chosen = SlotRequest.of(request, pk)
    try:
        opening = chosen.booking.opening()
        if live_hold(opening, by=request.actor) or may_hold(request, opening):
            place_hold(opening, by=request.actor, clinic=chosen.channel.organisation)
    except Refusal as refusal:
        if visit := chosen.own_visit:
            return to_booked(visit)
        messages.warning(request, str(refusal))
        return redirect(chosen.back)
    return redirect(chosen.url)


@require_POST
@everyone
def hold_kept(request: ClinicRequest, pk: UUID) -> HttpResponse:
    """The open form reports that it is still there. This extends an existing hold but never starts one; 204 while there
    is nothing new."""
    chosen = SlotRequest.of(request, pk)
    try:
        opening = chosen.booking.opening()
        kept = live_hold(opening, by=request.actor)
        if kept is None:
            return _told(request, {"lapsed": True})
        half = timedelta(minutes=chosen.channel.organisation.hold_minutes) / 2
        before = kept.expires_at
        if before < timezone.now() + half:
            kept = extend_hold(opening, by=request.actor, clinic=chosen.channel.organisation, pressed=False)
    except Refusal as refusal:
        if visit := chosen.own_visit:
            return _told(request, {"visit": visit})
        return _told(request, {"lost": str(refusal), "back": chosen.back})
    if kept.expires_at == before:
        return HttpResponse(status=204)
    return _told(request, hold_words(chosen, request))


def _told(request: ClinicRequest, words: dict[str, Any]) -> HttpResponse:
    """What the form already says is not said again, least of all to a screen reader."""
    state = next((name for name in ("visit", "lost", "lapsed") if name in words), "kept")
    if state != "kept" and request.POST.get("state") == state:
        return HttpResponse(status=204)
    return render(request, "appointments/booking/_hold.html", words)


def hold_words(chosen: SlotRequest, request: ClinicRequest) -> dict[str, Any]:
    """For _hold.html: until when the time is held, on the visitor's clock; empty when it isn't."""
    opening = chosen.as_opening()
    kept = live_hold(opening, by=request.actor) if opening else None
    clock = Clock(chosen.display_zone)
    return {"kept_until": f"{clock.time(kept.expires_at)}, {clock.name}" if kept else ""}
