"""What the address of a booking page asks for: a service or calendar, a zone, and a time with somebody."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlsplit
from uuid import UUID
from zoneinfo import ZoneInfo

from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext as _

from appointments.availability.channel import Channel, NoSuchChannel
from appointments.availability.open_times import Slot
from appointments.availability.slot_value import read_slot
from appointments.models import Appointment, Specialist
from restartix.core.clinics.actor import Actor
from restartix.core.clock import Clock, instant, zone_named
from restartix.core.refusals import NotNow
from restartix.core.web.middleware import ClinicRequest
from restartix.flows.booking import Booking


@dataclass(frozen=True)
class SlotRequest:
    """The time that the address (or a button of the page) asks for. Either part is None when it makes no sense."""

    channel: Channel
    started_at: datetime | None
    specialist: Specialist | None
    zone: str
    by: Actor

    @classmethod
    def of(cls, request: ClinicRequest, service: UUID) -> SlotRequest:
        """What the pressed button says, else the address. 404 unless visitors may book the service, or its calendar
        that the address names."""
        channel = channel_from_request(request, service)
        if "|" not in (pressed := request.POST.get("slot", "")):
            return cls.in_address(request, channel)
        at, who = read_slot(pressed)
        return cls(channel, at, channel.specialist(who), request.GET.get("zone", ""), request.actor)

    @classmethod
    def in_address(cls, request: ClinicRequest, channel: Channel) -> SlotRequest:
        asks = request.GET
        specialist = channel.specialist(asks.get("with", ""))
        return cls(channel, instant(asks.get("at", "")), specialist, asks.get("zone", ""), request.actor)

    @property
    def booking(self) -> Booking:
        """Raises NotNow when there is no such time or person here."""
        if self.started_at is None or self.specialist is None:
            raise NotNow(_("This time can’t be booked any more. Please choose another one."))
        return Booking(self.channel, self.specialist, self.started_at, self.by)

    @property
    def own_visit(self) -> Appointment | None:
        """The visit that this very browser has booked at that time: it is not somebody else who took it."""
        if self.started_at is None or self.specialist is None:
            return None
        return self.booking.earlier()

    @property
    def url(self) -> str:
        at = f"{self.started_at:%Y-%m-%dT%H:%MZ}" if self.started_at else ""
        who = str(self.specialist.pk) if self.specialist else ""
        return self.channel.book_url(**{"at": at, "with": who, "zone": self.zone})

    @property
    def back(self) -> str:
        """Choosing another time, on the day of this one."""
        clock = Clock(self.display_zone)
        day = clock.local(self.started_at).date().isoformat() if self.started_at else ""
        return self.channel.url(zone=self.zone, day=day)

    @property
    def hold_url(self) -> str:
        """Where the open form says that it is still there."""
        return self._beside("hold_kept")

    @property
    def longer_url(self) -> str:
        """Where the form's button asks for more time."""
        return self._beside("hold_longer")

    @property
    def code_url(self) -> str:
        """Where the form goes with a code from the e-mail."""
        return self._beside("book_with_code")

    @property
    def draft_url(self) -> str:
        """Where the form goes when it is left for a while."""
        return self._beside("booking_draft")

    @property
    def display_zone(self) -> ZoneInfo:
        return zone_named(self.zone, self.channel.service.organisation.zone)

    def as_opening(self) -> Slot | None:
        """The time as it would be, open or not."""
        if self.started_at is None or self.specialist is None:
            return None
        return Slot(self.started_at, self.started_at + self.channel.length, self.specialist)

    def _beside(self, name: str) -> str:
        """Another page that is asked for the same time."""
        return f"{reverse(name, args=[self.channel.service.pk])}?{urlsplit(self.url).query}"


def channel_or_404(service: UUID, calendar: str) -> Channel:
    """404 unless visitors may book it."""
    try:
        return Channel.of(service, calendar)
    except NoSuchChannel as problem:
        raise Http404 from problem


def channel_from_request(request: ClinicRequest, service: UUID) -> Channel:
    """Through the calendar that the address names beside the service, if it names one."""
    return channel_or_404(service, request.GET.get("calendar", ""))


def zone_of(request: ClinicRequest, channel: Channel) -> ZoneInfo:
    """The zone the visitor asked for, else the clinic's."""
    return zone_named(request.GET.get("zone", ""), channel.organisation.zone)
