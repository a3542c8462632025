"""Where a visit meets: the room is made to agree with the visit, and who joins gets a way in that is theirs alone."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.conf import settings
from django.utils import timezone

from appointments.models import Appointment
from appointments.models.status import ACTIVE, WITHOUT_ROOM, Status
from restartix.core.clinics.scope import scope
from restartix.core.effects.failures import Misconfigured, OutsideFailure, Refused
from restartix.core.effects.models import Effect, Kind
from restartix.core.effects.registry import handles
from videocall.daily import ON_THE_WAY, Daily, DesiredDailyRoom, Room, join_url
from videocall.models import Provider, RoomState, VideoRoom

OVERTIME = timedelta(minutes=15)
A_TOKEN = timedelta(hours=2)


@dataclass(frozen=True)
class DesiredRoom:
    """What a visit's row says about its room: until when there is one, or none, or that it is left to expire."""

    name: str
    until: datetime | None
    left_alone: bool
    room: VideoRoom | None


def provider() -> Provider:
    return Provider.DAILY if settings.DAILY_API_KEY else Provider.BUILT_IN


def room_name(visit: Appointment) -> str:
    return f"restartix-{visit.organisation_id}-{visit.pk}"


def is_meeting(visit: Appointment) -> bool:
    """May people meet for this visit now or later?"""
    return visit.status in ACTIVE and closes_at(visit) > timezone.now()


def closes_at(visit: Appointment) -> datetime:
    """The planned end; a visit in progress past it goes on a quarter of an hour at a time."""
    if visit.status != Status.INPROGRESS or visit.ended_at > timezone.now() + ON_THE_WAY:
        return visit.ended_at
    late = timezone.now() - visit.ended_at
    return visit.ended_at + OVERTIME * (late // OVERTIME + 2)


@handles(Kind.ROOM)
def reconcile(effect: Effect) -> str:
    """Make the provider have the room that the visit wants now, or none. Answers the room's name."""
    with scope(organisation_id=effect.organisation_id):
        plan = _plan(effect)
    if plan.left_alone:
        return plan.room.name if plan.room else ""
    known = plan.room.name if plan.room and plan.room.state != RoomState.DELETED else None
    try:
        there = _at_provider(plan, known)
    except OutsideFailure as failure:
        with scope(organisation_id=effect.organisation_id):
            _record_failure(effect, failure)
        raise
    with scope(organisation_id=effect.organisation_id):
        _record(effect, there)
    return there.name if there else ""


def ensure_room(visit: Appointment) -> VideoRoom | None:
    """The visit's room; what is missing, failed or about to close is asked for (again) on the way."""
    room = VideoRoom.objects.filter(appointment_id=visit.pk).first()
    soon = timezone.now() + OVERTIME / 3
    agrees = room and room.is_ready and room.expires_at and min(closes_at(visit), soon) <= room.expires_at
    if is_meeting(visit) and not agrees:
        visit.require(Kind.ROOM)
    return room


def join_link(room: VideoRoom, *, seat: UUID, display_name: str, is_owner: bool) -> str:
    """An address that lets this one person into a Daily room, once: Daily tells of them by their seat's id. Raises
    TryLater or Refused."""
    token = Daily.from_settings().meeting_token(
        room_name=room.name,
        user_id=str(seat),
        display_name=display_name,
        is_owner=is_owner,
        expires_at=max(room.expires_at or timezone.now(), timezone.now()) + A_TOKEN,
    )
    return join_url(room.url, token)


def _plan(effect: Effect) -> DesiredRoom:
    visit = effect.appointment
    if visit is None:
        raise LookupError("A room's effect names its visit.")
    room = VideoRoom.objects.filter(appointment_id=visit.pk).first()
    wanted = is_meeting(visit)
    return DesiredRoom(
        name=room_name(visit),
        until=closes_at(visit) if wanted else None,
        left_alone=not wanted and visit.status not in WITHOUT_ROOM,
        room=room,
    )


def _at_provider(plan: DesiredRoom, known: str | None) -> Room | None:
    """Speak to the provider; the built-in room is this server itself, so it is always as wanted."""
    if provider() == Provider.DAILY:
        wanted = DesiredDailyRoom(name=plan.name, expires_at=plan.until) if plan.until else None
        return Daily.from_settings().make_agree(wanted=wanted, known_name=known)
    return Room(name=plan.name, url="", expires_at=plan.until) if plan.until else None


def _record(effect: Effect, there: Room | None) -> None:
    """What the provider has now."""
    found: dict[str, Any] = {"state": RoomState.DELETED, "last_error": ""}
    if there:
        found = {
            "state": RoomState.READY,
            "provider": provider(),
            "name": there.name,
            "url": there.url,
            "expires_at": there.expires_at,
            "last_error": "",
        }
    _write(effect, found, makes=there is not None)


def _record_failure(effect: Effect, failure: OutsideFailure) -> None:
    """Why the room isn't as wanted; one that people can meet in stays as it is."""
    state = RoomState.FAILED if isinstance(failure, Refused | Misconfigured) else RoomState.PENDING
    ready = VideoRoom.objects.filter(appointment=effect.appointment, state=RoomState.READY)
    if ready.filter(provider=provider()).exists():
        state = RoomState.READY
    _write(effect, {"state": state, "provider": provider(), "last_error": failure.code}, makes=True)


def _write(effect: Effect, found: dict[str, Any], *, makes: bool) -> None:
    changed = VideoRoom.objects.filter(appointment=effect.appointment).update(**found)
    if not changed and makes and effect.appointment:
        VideoRoom.objects.create(
            organisation_id=effect.organisation_id, appointment=effect.appointment, **found
        )
