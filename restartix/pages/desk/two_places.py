"""One patient in two places at once, or twice close together: staff are warned, and decide."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import connection
from django.utils.translation import gettext as _

from appointments.models import Appointment
from restartix.core.clock import Clock

CLOSE = timedelta(hours=2)


@dataclass(frozen=True)
class NearVisit:
    """Another visit of the same patient, and whether it is at the very same time."""

    pk: int
    is_at_once: bool
    words: str


@dataclass(frozen=True)
class Warned:
    """What staff are warned of before a visit is planned there, and the word by which they say that it is meant."""

    visits: tuple[NearVisit, ...]

    @property
    def word(self) -> str:
        return ",".join(str(visit.pk) for visit in self.visits)

    @property
    def text(self) -> str:
        """A sentence for each."""
        return " ".join(visit.words for visit in self.visits)

    def is_meant(self, said: str) -> bool:
        """Did they press on after a warning of all of these?"""
        return {str(visit.pk) for visit in self.visits} <= set(said.split(","))


class NotMeantYet(Exception):
    """Raised in the transaction that planned the visit, so that nothing of it stays."""

    def __init__(self, warned: Warned) -> None:
        super().__init__("not meant yet")
        self.warned = warned


def check_meant(visit: Appointment, clock: Clock, *, said: str) -> None:
    """After a visit was planned: is its patient in two places, and did nobody say (`said`) that it is meant? Raises
    NotMeantYet. What the database refuses was refused before: nobody confirms first what is impossible then."""
    warned = near_visits(visit, clock)
    if warned.visits and not warned.is_meant(said):
        raise NotMeantYet(warned)


def near_visits(visit: Appointment, clock: Clock) -> Warned:
    """Others of its patient that overlap it or lie within two hours of it. One query."""
    with connection.cursor() as cursor:
        since, until = visit.started_at - CLOSE, visit.ended_at + CLOSE
        asks = "SELECT * FROM public.visits_near(%s, %s, %s, %s)"
        cursor.execute(asks, [visit.patient_person_id, since, until, visit.pk])
        rows = cursor.fetchall()
    return Warned(tuple(_near(row, visit.started_at, visit.ended_at, clock) for row in rows))


def _near(
    row: tuple[int, datetime, datetime, str], started_at: datetime, ended_at: datetime, clock: Clock
) -> NearVisit:
    pk, begins, ends, name = row
    is_at_once = begins < ended_at and ends > started_at
    words = (
        _("This patient has another visit at the same time: %(when)s with %(name)s.")
        if is_at_once
        else _("This patient has another visit close to this time: %(when)s with %(name)s.")
    )
    when = f"{clock.short(begins)}–{clock.time(ends)}"
    return NearVisit(pk, is_at_once, words % {"when": when, "name": name})
