"""The service or calendar that an address names."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404

from appointments.availability.channel import Channel, NoSuchChannel
from restartix.core.web.middleware import ClinicRequest


def channel_or_404(service: UUID, calendar: str) -> Channel:
    """404 unless visitors may book it."""
    try:
        return Channel.of(service, calendar)
    except NoSuchChannel as problem:
        raise Http404 from problem


def channel_from_request(request: ClinicRequest, service: UUID) -> Channel:
    """Through the calendar that the address names beside the service, if it names one."""
    return channel_or_404(service, request.GET.get("calendar", ""))
