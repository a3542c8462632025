"""What a load is about: the day it happens on, a dice that falls the same each time, and what was made so far."""

from __future__ import annotations

import random
import uuid
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from decimal import Decimal

from django.utils import timezone

from appointments.models import Appointment, Calendar, Service, Specialist, WaitingWish
from forms.models import FormTemplate
from patients.models import PatientPerson
from restartix.identity.models import User
from restartix.organisations.models import Organisation

NAMES = uuid.UUID("5b3f4a52-9d5e-4c38-9d4e-0c9a5a1c7e10")


@dataclass
class Size:
    """How much is loaded: how far back and ahead of today, how many visits of each specialist, and whether some who
    booked are people the clinic knows."""

    days_back: int = 35
    days_ahead: int = 21
    visits_each: int = 48
    persons: int = 44
    has_alike: bool = True
    has_papers: bool = True


WHOLE = Size()
SMALL = Size(days_back=8, days_ahead=8, visits_each=10, persons=12, has_alike=False, has_papers=False)


@dataclass
class Clinic:
    """One organisation with everything in it, as the loader makes it."""

    organisation: Organisation
    admin: User
    specialists: dict[str, Specialist] = field(default_factory=dict)
    services: dict[str, Service] = field(default_factory=dict)
    calendars: dict[str, Calendar] = field(default_factory=dict)
    templates: dict[str, FormTemplate] = field(default_factory=dict)
    snapshots: dict[uuid.UUID, list[dict]] = field(default_factory=dict)
    service_forms: dict[uuid.UUID, list[FormTemplate]] = field(default_factory=dict)
    calendar_forms: dict[uuid.UUID, list[FormTemplate]] = field(default_factory=dict)
    persons: list[PatientPerson] = field(default_factory=list)
    visits: list[Appointment] = field(default_factory=list)
    wishes: list[WaitingWish] = field(default_factory=list)

    def at(self, day: date, hour: int, minute: int = 0) -> datetime:
        """This time of that day on the clinic's clock."""
        return datetime.combine(day, time(hour, minute), tzinfo=self.organisation.zone)


@dataclass
class World:
    size: Size
    now: datetime = field(default_factory=lambda: rounded(timezone.now()))
    dice: random.Random = field(default_factory=lambda: random.Random(1904))
    clinics: dict[str, Clinic] = field(default_factory=dict)

    @property
    def today(self) -> date:
        return self.now.date()

    def chance(self, share: float) -> bool:
        return self.dice.random() < share


def rounded(moment: datetime) -> datetime:
    """The last five minutes' mark."""
    return moment - timedelta(
        minutes=moment.minute % 5, seconds=moment.second, microseconds=moment.microsecond
    )


def known_id(*parts: str) -> uuid.UUID:
    """The same id each time for the same thing, so that addresses outlive a fresh start."""
    return uuid.uuid5(NAMES, "/".join(parts))


def price(amount: str) -> Decimal:
    return Decimal(amount)
