"""What a load is about: the moment it happens at, dice that fall the same each time, and what was made so far."""

from __future__ import annotations

import random
import uuid
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

from django.utils import timezone

from appointments.models import Appointment, Block, Calendar, Service, Specialist, WaitlistEntry
from forms.models import FormTemplate
from patients.models import PatientPerson
from restartix.core.clinics.models import Organisation
from restartix.core.identity.models import User
from restartix.tools.sample.script import ScriptedVisit

NAMES = uuid.UUID("5b3f4a52-9d5e-4c38-9d4e-0c9a5a1c7e10")


@dataclass
class Size:
    """How much is loaded beside what is written by hand (script.py).

    Each specialist gets `visits_each` at random in these weeks. Tests want none of them, but one visit under way and
    one in half an hour at whatever hour they run (`is_always_open`). The demo keeps to opening hours and holidays.
    """

    weeks_back: int = 5
    weeks_ahead: int = 3
    visits_each: int = 33
    persons: int = 44
    is_always_open: bool = False
    running_for: int = 10
    """Minutes since the visit under way began."""
    opens_early: int = 30
    """Minutes before a visit at which its session may be opened."""
    has_alike: bool = True
    has_papers: bool = True


WHOLE = Size()
SMALL = Size(
    visits_each=0,
    persons=12,
    is_always_open=True,
    has_alike=False,
    has_papers=False,
    running_for=2,
    opens_early=45,
)
"""The visit under way has just begun, so that even a slow run of the tests ends before it does."""


@dataclass
class Clinic:
    """One organisation with everything in it, as the loader makes it."""

    organisation: Organisation
    admin: User
    now: datetime
    specialists: dict[str, Specialist] = field(default_factory=dict)
    services: dict[str, Service] = field(default_factory=dict)
    calendars: dict[str, Calendar] = field(default_factory=dict)
    templates: dict[str, FormTemplate] = field(default_factory=dict)
    snapshots: dict[uuid.UUID, list[dict[str, Any]]] = field(default_factory=dict)
    service_forms: dict[uuid.UUID, list[FormTemplate]] = field(default_factory=dict)
    calendar_forms: dict[uuid.UUID, list[FormTemplate]] = field(default_factory=dict)
    persons: list[PatientPerson] = field(default_factory=list)
    special_days: dict[str, set[date]] = field(default_factory=dict)
    holidays: set[date] = field(default_factory=set)
    blocks: list[Block] = field(default_factory=list)
    visits: list[Appointment] = field(default_factory=list)
    waitlist_entries: list[WaitlistEntry] = field(default_factory=list)

    @property
    def today(self) -> date:
        """The day on the clinic's own clock."""
        return self.now.astimezone(self.organisation.zone).date()

    @property
    def monday(self) -> date:
        """The first day of the week that the clinic is in."""
        return self.today - timedelta(days=self.today.weekday())

    def at(self, day: date, hour: int, minute: int = 0) -> datetime:
        """This time of that day on the clinic's clock."""
        return datetime.combine(day, time(hour, minute), tzinfo=self.organisation.zone)

    def person_named(self, name: str) -> PatientPerson:
        return next(one for one in self.persons if one.name == name)


@dataclass
class World:
    size: Size
    now: datetime = field(default_factory=lambda: round_down(timezone.now()))
    clinics: dict[str, Clinic] = field(default_factory=dict)
    entries: dict[uuid.UUID | None, ScriptedVisit] = field(default_factory=dict)
    """What is written by hand of a visit, by the browser that booked it."""

    def entry_of(self, visit: Appointment) -> ScriptedVisit | None:
        return self.entries.get(visit.booking_client_id)


def dice(*about: object) -> random.Random:
    """Dice of this thing's own: they fall the same each time, whatever was thrown for anything else."""
    return random.Random("/".join(map(str, about)))


def round_down(moment: datetime) -> datetime:
    """The last five minutes' mark."""
    return moment - timedelta(
        minutes=moment.minute % 5, seconds=moment.second, microseconds=moment.microsecond
    )


def known_id(*parts: str) -> uuid.UUID:
    """The same id each time for the same thing, so that addresses outlive a fresh start."""
    return uuid.uuid5(NAMES, "/".join(parts))


def price(amount: str) -> Decimal:
    return Decimal(amount)
