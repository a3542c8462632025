"""A clinic's front page, and what it says of privacy."""

from __future__ import annotations

from typing import Any

from django.db.models import Prefetch
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from appointments.availability.channel import Channel
from appointments.models import Calendar, Service, Specialist
from restartix.core.clinics.models import Organisation
from restartix.core.clock import Clock, duration, long_date, money
from restartix.core.web.audiences import everyone
from restartix.core.web.current_clinic import clinic_of
from restartix.core.web.middleware import ClinicRequest


@require_safe
@everyone
def clinic(request: ClinicRequest) -> HttpResponse:
    """The clinic's front page: services, with the calendars that offer them for a while on other terms."""
    organisation = clinic_of(request)
    today = Clock(organisation.zone).today
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
