"""Who plays: the database's roles, and staff of the walks' own beside the cast."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, time

from django.db import connection
from django.utils import timezone

from appointments.models import ServiceSpecialist, Specialist, WeeklyHours
from restartix.core.clinics.models import Member
from restartix.core.identity.models import User
from restartix.tools.local.initialise import USERS
from tests.cast import Cast

_part = ["superuser"]


@contextmanager
def played_by(role: str) -> Iterator[None]:
    """While inside, statements run as app, worker or superuser."""
    before = _part[0]
    _play(role)
    try:
        yield
    finally:
        _play(before)


def _play(role: str) -> None:
    if role != _part[0] and not connection.needs_rollback:
        with connection.cursor() as cursor:
            cursor.execute(f'SET SESSION AUTHORIZATION "{USERS[role]}"')
    _part[0] = role


@dataclass
class Players:
    """Staff of the walks' own, beside the cast: one who treats, and an admin who treats as well."""

    sorin: Specialist
    adina: Specialist
    since: datetime


def cast_players(cast: Cast) -> Players:
    """As the superuser, for good."""
    now = timezone.now().replace(second=0, microsecond=0)
    return Players(_specialist(cast, "Sorin"), _specialist(cast, "Adina", Member.Role.ADMIN), now)


def _specialist(cast: Cast, name: str, *also: str) -> Specialist:
    organisation = cast.aurora.organisation
    user = User.objects.create(name=f"{name} Walker", email=f"{name.lower()}@aurora.example")
    cast.nonces[user.pk] = user.session_nonce
    for role in (*also, Member.Role.SPECIALIST):
        member = Member.objects.create(
            organisation=organisation, user=user, role=role, joined_at=timezone.now()
        )
    found = Specialist.objects.create(
        organisation=organisation, member=member, display_name=user.name, time_zone=organisation.time_zone
    )
    for service in cast.aurora.services.values():
        ServiceSpecialist.objects.create(organisation=organisation, service=service, specialist=found)
    for weekday in range(7):
        WeeklyHours.objects.create(
            organisation=organisation, specialist=found, weekday=weekday, opens=time(0), closes=time(23, 59)
        )
    return found
