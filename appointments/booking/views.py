"""A clinic's public pages: what it offers, and choosing a day and a time. They work without script."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Prefetch
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.cache import add_never_cache_headers
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from appointments.booking.channel import Channel
from appointments.booking.month import Month
from appointments.booking.summary import duration, specialist_named, steps, zone_of
from appointments.booking.week import Week
from appointments.booking.zones import zone_options
from appointments.models import Calendar, Service, Specialist
from appointments.schedule.weeks import month_named
from restartix.clock import Clock, long_date, money
from restartix.organisations.audiences import everyone
from restartix.organisations.middleware import ClinicRequest
from restartix.organisations.models import Organisation


@require_safe
@everyone
def clinic(request: ClinicRequest) -> HttpResponse:
    """The clinic's front page: services, with the calendars that offer them for a while on other terms."""
    organisation = get_object_or_404(Organisation, pk=request.actor.organisation_id)
    today = Clock(organisation.zone).local(timezone.now()).date()
    running = Calendar.objects.filter(ends_on__gte=today, is_active=True)
    services = Service.objects.filter(is_active=True).prefetch_related(Prefetch("calendars", running))
    context = {
        "clock": Clock(organisation.zone).name,
        "services": [_offer(Channel(service), organisation) for service in services],
        "promotions": [
            _offer(Channel(service, calendar), organisation)
            for service in services
            for calendar in service.calendars.all()
        ],
        "specialists": Specialist.objects.filter(is_active=True),
    }
    return render(request, "appointments/booking/clinic.html", context)


@require_safe
@everyone
def privacy(request: ClinicRequest) -> HttpResponse:
    return render(request, "appointments/booking/privacy.html")


@require_safe
@everyone
def service(request: ClinicRequest, pk: UUID) -> HttpResponse:
    return _choose(request, Channel.of(pk))


@require_safe
@everyone
def calendar_channel(request: ClinicRequest, slug: str) -> HttpResponse:
    calendar = get_object_or_404(Calendar, slug=slug, is_active=True)
    return _choose(request, Channel.of(calendar.service_id, slug))


def _choose(request: ClinicRequest, channel: Channel) -> HttpResponse:
    """The page asks for its times again every quarter of a minute: 204 while they are the same."""
    zone, only = zone_of(request, channel), specialist_named(channel, request.GET.get("with", ""))
    asks = {"zone": request.GET.get("zone", "") and zone.key, "with": str(only.pk) if only else ""}
    week = Week(channel, Clock(zone), _day(request.GET.get("day", "")), only, asks)
    if month := month_named(request.GET.get("month", "")):
        times: dict[str, Any] = {"month": Month(week, month).shown(), "clock": week.clock.name}
    else:
        times = _times(week, day_asked=request.GET.get("day", ""))
    if "seen" in request.GET and "signature" in times:
        return _times_again(request, times)
    context = times | {
        "channel": channel,
        "only": only,
        "price": money(channel.price, channel.organisation.currency),
        "duration": duration(channel.service.duration),
        "steps": steps(0),
        "zone": zone.key,
        "zones": zone_options(zone.key),
    }
    return render(request, "appointments/booking/choose.html", context)


def _times(week: Week, *, day_asked: str) -> dict[str, Any]:
    asks = week.asks | {"day": day_asked or week.chosen.isoformat(), "seen": week.signature}
    return {
        "strip": week.strip(),
        "parts": week.parts(),
        "day": long_date(week.chosen),
        "day_asked": day_asked,
        "next_url": week.next_url,
        "month_url": Month(week, week.chosen.replace(day=1)).url(week.chosen),
        "clock": week.clock.name,
        "clinic_clock": week.channel.clock.name,
        "hold_url": week.channel.hold_url(zone=week.asks["zone"]),
        "waiting_url": week.channel.waiting_url(zone=week.asks["zone"]),
        "poll_url": week.channel.url(**asks),
        "signature": week.signature,
    }


def _times_again(request: ClinicRequest, times: dict[str, Any]) -> HttpResponse:
    if request.GET["seen"] == times["signature"]:
        answer = HttpResponse(status=204)
    else:
        answer = render(request, "appointments/booking/_times.html", times)
    add_never_cache_headers(answer)
    return answer


def _offer(channel: Channel, organisation: Organisation) -> dict[str, Any]:
    until = channel.calendar.ends_on if channel.calendar else None
    return {
        "name": channel.name,
        "description": channel.description,
        "duration": duration(channel.service.duration),
        "price": money(channel.price, organisation.currency),
        "url": channel.url(),
        "until": _("until %(day)s") % {"day": long_date(until)} if until else "",
    }


def _day(said: str) -> date | None:
    try:
        return date.fromisoformat(said)
    except ValueError:
        return None
