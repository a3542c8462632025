"""What a visitor asks for by an address or a pressed button: a time with somebody, on a clock."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from django.urls import reverse
from django.utils.translation import gettext as _

from appointments.availability.channel import Channel
from appointments.availability.open_times import Slot
from appointments.availability.slot_value import read_slot
from appointments.models import Appointment, Specialist
from restartix.core.clock import Clock, instant, zone_named
from restartix.core.refusals import NotNow
from restartix.core.web.middleware import ClinicRequest
from restartix.flows.booking import Booking
from restartix.pages.shared.booking_words import specialist_named


@dataclass(frozen=True)
class SlotRequest:
    """The time that the address (or a button of the page) asks for. Either part is None when it makes no sense."""

    channel: Channel
    started_at: datetime | None
    specialist: Specialist | None
    zone: str

    @classmethod
    def of(cls, request: ClinicRequest, channel: Channel) -> SlotRequest:
        zone = request.GET.get("zone", "")
        if "|" in (pressed := request.POST.get("slot", "")):
            started_at, who = read_slot(pressed)
            return cls(channel, started_at, specialist_named(channel, who), zone)
        return cls.named(channel, request.GET.get("at", ""), request.GET.get("with", ""), zone)

    @classmethod
    def named(cls, channel: Channel, at: str, who: str, zone: str) -> SlotRequest:
        return cls(channel, instant(at), specialist_named(channel, who), zone)

    def booking(self, request: ClinicRequest) -> Booking:
        """Raises NotNow when there is no such time or person here."""
        if self.started_at is None or self.specialist is None:
            raise NotNow(_("This time can’t be booked any more. Please choose another one."))
        return Booking(self.channel, self.specialist, self.started_at, request.actor)

    def own_visit(self, request: ClinicRequest) -> Appointment | None:
        """The visit that this very browser has booked at that time: it is not somebody else who took it."""
        if self.started_at is None or self.specialist is None:
            return None
        return self.booking(request).earlier()

    @property
    def url(self) -> str:
        at = f"{self.started_at:%Y-%m-%dT%H:%MZ}" if self.started_at else ""
        who = str(self.specialist.pk) if self.specialist else ""
        return self.channel.book_url(**{"at": at, "with": who, "zone": self.zone})

    @property
    def back(self) -> str:
        """Choosing another time, on the day of this one."""
        clock = Clock(self.shown_in)
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
    def shown_in(self) -> ZoneInfo:
        return zone_named(self.zone, self.channel.organisation.zone)

    def as_opening(self) -> Slot | None:
        """The time as it would be, open or not."""
        if self.started_at is None or self.specialist is None:
            return None
        return Slot(self.started_at, self.started_at + self.channel.length, self.specialist)

    def _beside(self, name: str) -> str:
        """Another page that is asked for the same time."""
        return f"{reverse(name, args=[self.channel.service.pk])}?{urlsplit(self.url).query}"
