"""Which of the clinic's staff an e-mail about a visit goes to."""

from __future__ import annotations

from collections.abc import Callable
from copy import copy
from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet

from appointments.models import Appointment, Specialist
from restartix.core.clinics.models import Member
from restartix.core.effects.models import Effect
from restartix.core.identity.models import User
from restartix.messages.batches import MOVED


@dataclass(frozen=True)
class Reader:
    """One of the staff who is told: an admin, the visit's specialist, or both; or who had it, as it was then."""

    user: User
    is_admin: bool = False
    had: Appointment | None = None


Readers = Callable[[Appointment, Effect], list[Reader]]


def the_specialist(visit: Appointment, _effect: Effect) -> list[Reader]:
    """Nobody, once they have left the clinic."""
    member = visit.specialist.member
    return [Reader(member.user)] if member.ended_at is None and member.user.is_active else []


def whoever_had_it(visit: Appointment, effect: Effect) -> list[Reader]:
    """The specialist before this move. The history says who: a patient who moves a visit can't see the staff's
    logins."""
    moves = visit.events.filter(MOVED, details__sequence=effect.sequence)
    had = {move.details["was_with"]: move.details["was"] for move in moves}
    members = _members(visit).filter(specialist__in=had).select_related("specialist")
    return [
        Reader(one.user, had=_as_it_was(visit, one.specialist, had[str(one.specialist.pk)]))
        for one in members
    ]


def _as_it_was(visit: Appointment, specialist: Specialist, started_at: str) -> Appointment:
    """Only to be written about."""
    before = copy(visit)
    before.started_at = datetime.fromisoformat(started_at)
    before.ended_at = before.started_at + (visit.ended_at - visit.started_at)
    before.specialist = specialist
    return before


def whoever_was_named(visit: Appointment, effect: Effect) -> list[Reader]:
    """The one colleague whom an admin named to sign a form."""
    return [Reader(member.user) for member in _members(visit).filter(user=effect.user)]


def the_team(visit: Appointment, effect: Effect) -> list[Reader]:
    """The clinic's admins and the visit's specialist, each once."""
    found = {reader.user.pk: reader for reader in the_specialist(visit, effect)}
    admins = _members(visit).filter(role=Member.Role.ADMIN)
    found |= {member.user_id: Reader(member.user, is_admin=True) for member in admins}
    return sorted(found.values(), key=lambda reader: reader.user.pk)


def _members(visit: Appointment) -> QuerySet[Member]:
    """The clinic's current staff."""
    here = Member.objects.filter(organisation_id=visit.organisation_id, ended_at=None, user__is_active=True)
    return here.select_related("user")
