"""The channel a booking comes through: a service itself, or one of its calendars with its own people, dates and
price."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from decimal import Decimal
from functools import cached_property
from uuid import UUID

from django.urls import reverse
from django.utils.http import urlencode

from appointments.models import Calendar, Service, Specialist
from restartix.core.clinics.models import Organisation
from restartix.core.clock import Clock


class NoSuchChannel(LookupError):
    """Visitors find no such service or calendar."""


@dataclass(frozen=True)
class Channel:
    """What can be booked here, with whom, and within which days."""

    service: Service
    calendar: Calendar | None = None
    price: Decimal = field(init=False, compare=False)
    length: timedelta = field(init=False, compare=False)
    step: timedelta = field(init=False, compare=False)
    """How far apart starts are offered: each half hour, or each quarter for a short visit."""
    ignored_visit_id: int | None = field(default=None, init=False, compare=False)
    """The visit for which another time is being looked for; its present one doesn't count as taken."""

    def __post_init__(self) -> None:
        own_price = self.calendar.price if self.calendar else None
        vars(self).update(
            price=self.service.price if own_price is None else own_price,
            length=timedelta(minutes=self.service.duration),
            step=timedelta(minutes=30 if self.service.duration >= 30 else 15),
        )

    @classmethod
    def of(cls, service_id: UUID, calendar: str = "") -> Channel:
        """The service's own channel, or that of its calendar with this slug. Raises NoSuchChannel unless it is open to
        visitors."""
        services = Service.objects.filter(is_active=True).select_related("organisation")
        service = services.filter(pk=service_id).first()
        if service is None:
            raise NoSuchChannel
        if not calendar:
            return cls(service)
        well_formed = re.fullmatch(r"[-\w]{1,60}", calendar)
        found = service.calendars.filter(slug=calendar, is_active=True).first() if well_formed else None
        if found is None:
            raise NoSuchChannel
        return cls(service, found)

    @property
    def organisation(self) -> Organisation:
        return self.service.organisation

    @property
    def is_open(self) -> bool:
        """Do visitors find it?"""
        return self.service.is_active and (self.calendar is None or self.calendar.is_active)

    @property
    def clock(self) -> Clock:
        return Clock(self.organisation.zone)

    @property
    def name(self) -> str:
        return self.calendar.name if self.calendar else self.service.name

    @property
    def description(self) -> str:
        return (self.calendar.description if self.calendar else "") or self.service.description

    @cached_property
    def specialists(self) -> list[Specialist]:
        """Who gives the service here: the calendar's own people if it names any."""
        giving = self.service.specialists.filter(is_active=True)
        if self.calendar and self.calendar.specialists.exists():
            giving = giving.filter(calendars=self.calendar)
        return list(giving)

    def specialist(self, key: str) -> Specialist | None:
        """The one with this id; None for anybody who doesn't give the service here."""
        return next((one for one in self.specialists if str(one.pk) == key.lower()), None)

    def days(self, now: datetime) -> tuple[date, date]:
        """The first and the last day, on the clinic's clock, that can be booked at all."""
        today = self.clock.local(now).date()
        first, last = today, today + timedelta(days=self.service.horizon)
        if self.calendar and self.calendar.starts_on:
            first = max(first, self.calendar.starts_on)
        if self.calendar and self.calendar.ends_on:
            last = min(last, self.calendar.ends_on)
        return first, last

    def url(self, **asks: str) -> str:
        """The page where a time is chosen."""
        if self.calendar:
            return _with(reverse("calendar_channel", args=[self.calendar.slug]), asks)
        return _with(reverse("service", args=[self.service.pk]), asks)

    def hold_url(self, **asks: str) -> str:
        """Where a pressed time is sent, to be held."""
        return self._onward("hold", asks)

    def waiting_url(self, **asks: str) -> str:
        """Where visitors join the waitlist when no time suits."""
        return self._onward("waiting_wish", asks)

    def waiting_draft_url(self, **asks: str) -> str:
        """Where the waitlist form is saved as a draft when it is left for a while."""
        return self._onward("waiting_draft", asks)

    def book_url(self, **asks: str) -> str:
        """Where the details are filled in."""
        return self._onward("book", asks)

    def _onward(self, page: str, asks: dict[str, str]) -> str:
        through = {"calendar": self.calendar.slug} if self.calendar else {}
        return _with(reverse(page, args=[self.service.pk]), asks | through)


def _with(path: str, asks: dict[str, str]) -> str:
    said = {key: value for key, value in asks.items() if value}
    return f"{path}?{urlencode(said)}" if said else path
