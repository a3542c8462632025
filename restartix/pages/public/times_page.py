"""Choosing a day and a time, of a service or through one of its calendars. It works without script."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.cache import add_never_cache_headers
from django.views.decorators.http import require_safe

from appointments.models import Calendar
from restartix.core.clock import Clock, duration, long_date, money
from restartix.core.web.audiences import everyone
from restartix.core.web.middleware import ClinicRequest
from restartix.core.weeks import A_DAY, A_WEEK, day_named, month_named, months_on
from restartix.pages.public.page_cache import MARKS, CachedPage, Span, page_of
from restartix.pages.public.time_zones import zone_options
from restartix.pages.shared.booking_words import steps
from restartix.pages.shared.month import Month
from restartix.pages.shared.slot_request import channel_or_404, zone_of
from restartix.pages.shared.week import Week


@require_safe
@everyone
def service(request: ClinicRequest, pk: UUID) -> HttpResponse:
    return _choose(request, pk)


@require_safe
@everyone
def calendar_channel(request: ClinicRequest, slug: str) -> HttpResponse:
    calendar = get_object_or_404(Calendar, slug=slug, is_active=True)
    return _choose(request, calendar.service_id, slug)


def _choose(request: ClinicRequest, service: UUID, slug: str = "") -> HttpResponse:
    """The page asks for its times again every quarter of a minute: 204 while they are the same."""
    day, month = day_named(request.GET.get("day", "")), month_named(request.GET.get("month", ""))

    def draw() -> CachedPage:
        channel = channel_or_404(service, slug)
        request.clinic = channel.organisation
        zone, only = zone_of(request, channel), channel.specialist(request.GET.get("with", ""))
        asks = {"zone": request.GET.get("zone", "") and zone.key, "with": str(only.pk) if only else ""}
        week = Week(channel, Clock(zone), day, only, asks)
        if month:
            page = Month(week, month)
            times = {"month": page.context(), "clock": week.clock.name}
            span = None if page.looks_further else Span(month, months_on(month, 1) - A_DAY)
            return CachedPage(_drawn(request, week, times), span)
        times = _times(week, day_asked=request.GET.get("day", ""))
        answer = _times_again(request, times) if "seen" in request.GET else _drawn(request, week, times)
        return CachedPage(answer, None if week.looks_further else Span(week.first, week.first + A_WEEK))

    answer = page_of(request, service, Span.around(day, month), draw)
    if "seen" in request.GET:
        add_never_cache_headers(answer)
    return answer


def _drawn(request: ClinicRequest, week: Week, times: dict[str, Any]) -> HttpResponse:
    channel, zone, only = week.channel, week.clock.zone, week.only
    context = {
        "channel": channel,
        "only": only,
        "price": money(channel.price, channel.organisation.currency),
        "duration": duration(channel.service.duration),
        "steps": steps(0),
        "zone": zone.key,
        "zones": zone_options(zone.key),
        **times,
        **MARKS,
    }
    return render(request, "appointments/booking/choose.html", context)


def _times(week: Week, *, day_asked: str) -> dict[str, Any]:
    asks = week.asks | {"day": day_asked or week.chosen_day.isoformat(), "seen": week.signature}
    return {
        "strip": week.strip(),
        "parts": week.parts(),
        "day": long_date(week.chosen_day),
        "day_asked": day_asked,
        "next_url": week.next_url,
        "gap": week.gap(),
        "month_url": Month(week, week.chosen_day.replace(day=1)).url(week.chosen_day),
        "clock": week.clock.name,
        "clinic_clock": week.channel.clock.name,
        "hold_url": week.channel.hold_url(zone=week.asks["zone"]),
        "waiting_url": week.channel.waiting_url(**week.asks),
        "poll_url": week.channel.url(**asks),
        "signature": week.signature,
    }


def _times_again(request: ClinicRequest, times: dict[str, Any]) -> HttpResponse:
    if request.GET["seen"] == times["signature"]:
        return HttpResponse(status=204)
    return render(request, "appointments/booking/_times.html", times | MARKS)
