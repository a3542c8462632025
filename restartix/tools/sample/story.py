"""What happened around the visits: their events, rooms and effects, and the reviews."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from appointments.models import Appointment, Status
from restartix.core.clinics.models import Event
from restartix.tools.sample import post
from restartix.tools.sample.world import Clinic, World, dice
from reviews.models import Alert, Review
from videocall.models import Provider, RoomState, VideoRoom

COMMENTS = {
    5: ("I felt listened to.", "Clear, kind and on time.", ""),
    4: ("Good, though the wait was a little long.", "Helpful exercises."),
    3: ("The sound dropped twice during the call.", "I had hoped for more time."),
    2: ("We began twenty minutes late.",),
    1: ("Nobody called me back.",),
}
STARS = (5, 5, 5, 5, 4, 4, 3, 3, 2, 1)
GONE = (Status.CANCELLED, Status.NOSHOW)


def tell(world: World) -> None:
    for clinic in world.clinics.values():
        told = [event for visit in clinic.visits for event in _events(clinic, visit)]
        Event.objects.bulk_create(told)
        taken_on = [visit for visit in clinic.visits if visit.status != Status.BOOKED]
        VideoRoom.objects.bulk_create(_room(visit) for visit in taken_on)
        post.send(world, clinic)
        _reviews(world, clinic)


def _events(clinic: Clinic, visit: Appointment) -> Iterator[Event]:
    for verb, kind, at in _story(visit):
        user = visit.specialist.member.user_id if kind == "specialist" else clinic.admin.pk
        yield Event(
            organisation=clinic.organisation,
            appointment=visit,
            verb=verb,
            actor_kind=kind,
            actor_user_id=None if kind in {"visitor", "link"} else user,
            reason="The patient called: ill." if verb == "cancelled" else "",
            details={"late": visit.cancelled_late} if verb == "cancelled" else {},
            at=at,
        )


def _story(visit: Appointment) -> Iterator[tuple[str, str, datetime]]:
    """Each verb that led to where the visit stands: what, who, when."""
    yield "booked", "visitor", visit.created_at
    if visit.onboarded_at is None:
        return
    yield "onboarded", "admin", visit.onboarded_at
    if visit.status in {Status.CONFIRMED, Status.INPROGRESS, Status.DONE}:
        yield "confirmed", "link", visit.onboarded_at + timedelta(minutes=50)
    if visit.status in {Status.INPROGRESS, Status.DONE}:
        yield "started", "specialist", visit.started_at
    if visit.status == Status.DONE:
        yield "completed", "specialist", visit.ended_at
    if visit.status == Status.CANCELLED:
        yield "cancelled", "admin", visit.onboarded_at + timedelta(minutes=70)
    if visit.status == Status.NOSHOW:
        yield "marked as no-show", "specialist", visit.started_at + timedelta(minutes=15)


def _room(visit: Appointment) -> VideoRoom:
    is_gone = visit.status in GONE
    return VideoRoom(
        organisation_id=visit.organisation_id,
        appointment=visit,
        provider=Provider.BUILT_IN,
        name=f"restartix-{visit.organisation_id}-{visit.pk}",
        state=RoomState.DELETED if is_gone else RoomState.READY,
        expires_at=visit.ended_at,
    )


def _reviews(world: World, clinic: Clinic) -> None:
    """Two thirds of those treated say something; the database opens the alerts, the admin answered the older ones."""
    done = [visit for visit in clinic.visits if visit.status == Status.DONE]
    Review.objects.bulk_create(review for visit in done if (review := _review(world, visit)))
    opened = list(Alert.objects.filter(organisation=clinic.organisation).order_by("opened_at", "id"))
    for alert in opened[: -4 if len(opened) > 5 else len(opened) // 2]:
        alert.acknowledged_at = alert.opened_at + timedelta(hours=5)
        alert.acknowledged_by = clinic.admin
        alert.note = "Called, apologised, and offered an earlier time."
        alert.save(force_update=True)


def _review(world: World, visit: Appointment) -> Review | None:
    """What is written by hand of it, or else what its own dice say: none, for one in three."""
    entry, own = world.entry_of(visit), dice(visit.booking_client_id, "review")
    is_given, stars = own.random() < 0.66, own.choice(STARS)
    if entry:
        is_given, stars = bool(entry.stars), entry.stars
    if not is_given:
        return None
    return Review(
        organisation=visit.organisation,
        appointment=visit,
        rating=stars,
        comment=own.choice(COMMENTS[stars]),
        given_at=min(visit.ended_at + timedelta(hours=3), world.now),
    )
