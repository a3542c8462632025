"""The page on which somebody gives their details, with other times beside it when the one they wanted is gone."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from appointments.availability.open_times import Slot, one_per_time, open_times
from appointments.availability.slot_value import slot_value
from appointments.plans import words_of
from restartix.core.clock import Clock, duration, money
from restartix.core.web.middleware import ClinicRequest
from restartix.pages.public.code_step import BookingCodeForm
from restartix.pages.public.hold_views import hold_words
from restartix.pages.shared.booking_words import steps
from restartix.pages.shared.details import DetailsForm
from restartix.pages.shared.slot_request import SlotRequest
from restartix.pages.shared.week import slot_context

NEARBY = 9
AROUND = timedelta(days=4)


def details_page(
    request: ClinicRequest,
    chosen: SlotRequest,
    form: DetailsForm,
    *,
    status: int = 200,
    refusal: str = "",
    code: BookingCodeForm | None = None,
) -> HttpResponse:
    channel, clock = chosen.channel, Clock(chosen.display_zone)
    context = {
        "form": form,
        "steps": steps(1),
        "back": chosen.back,
        "action": chosen.code_url if code else chosen.url,
        "code": code,
        "refusal": refusal,
        "parts": _nearby(chosen, clock) if refusal else [],
        "channel": channel,
        "clock": clock.name,
        "hold_url": chosen.hold_url,
        "longer_url": chosen.longer_url,
        "draft_url": chosen.draft_url,
        "page_url": chosen.url if code else _page_url(request, chosen),
        **({} if refusal else hold_words(chosen, request)),
        **_visit(chosen, clock, refused=bool(refusal)),
    }
    if plan := form.plan_in_mind:
        context["facts"].append((_("Plan"), f"{plan.person.name}: {words_of(plan)}"))
    return render(request, "appointments/booking/details.html", context, status=status)


def _page_url(request: ClinicRequest, chosen: SlotRequest) -> str:
    """Where this very page is found again without sending anything: the time in its address, not the one pressed."""
    return SlotRequest.in_address(request, chosen.channel).url


def _visit(chosen: SlotRequest, clock: Clock, *, refused: bool) -> dict[str, Any]:
    facts = [
        (_("Service"), chosen.channel.name),
        (_("Length"), duration(chosen.channel.service.duration)),
        (_("Price"), money(chosen.channel.price, chosen.channel.organisation.currency)),
    ]
    if refused or chosen.started_at is None or chosen.specialist is None:
        return {"facts": facts}
    facts.insert(1, (_("With"), chosen.specialist.display_name))
    return {
        "when": clock.short(chosen.started_at),
        "also": clock.beside(chosen.channel.clock, chosen.started_at),
        "facts": facts,
    }


def _nearby(chosen: SlotRequest, clock: Clock) -> list[dict[str, Any]]:
    """Other open times around the one that was wanted, by day, as buttons of the form: pressing one books it."""
    at = max(chosen.started_at or timezone.now(), timezone.now())
    openings = one_per_time(open_times(chosen.channel, at - AROUND, at + AROUND))
    nearest = sorted(openings, key=lambda one: abs(one.started_at - at))[:NEARBY]
    days: dict[str, list[dict[str, Any]]] = {}
    for one in sorted(nearest, key=lambda one: one.started_at):
        days.setdefault(clock.day(one.started_at), []).append(_button(one, clock, chosen.channel.clock))
    return [{"name": day, "icon": "calendar", "slots": slots} for day, slots in days.items()]


def _button(one: Slot, clock: Clock, clinic: Clock) -> dict[str, Any]:
    words = slot_context(one, clock, clinic)
    beside = f" · {words['also']}" if words["also"] else ""
    return words | {"also": f"{one.specialist.display_name}{beside}", "value": slot_value(one)}
