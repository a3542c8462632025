"""The diary: visits past and coming in every status, where their specialists work and nothing overlaps."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from itertools import cycle

from appointments.models import Appointment, Service, Specialist, Status
from restartix.organisations.scope import link_hash
from restartix.sample.newcomers import books
from restartix.sample.people import seen_is
from restartix.sample.plan import enrol
from restartix.sample.staff import POSTS, Post
from restartix.sample.world import Clinic, World, known_id

DONE, CANCELLED, NOSHOW = Status.DONE, Status.CANCELLED, Status.NOSHOW
ENDINGS = (DONE, DONE, CANCELLED, DONE, NOSHOW, DONE, DONE, DONE, CANCELLED, DONE, DONE)
PROSPECTS = (Status.BOOKED, *(Status.UPCOMING, Status.CONFIRMED) * 2) * 2 + (CANCELLED,)

Busy = list[tuple[datetime, datetime]]
Turns = tuple[Iterator[Status], Iterator[Status]]


def fill(world: World) -> None:
    """Each specialist's weeks; then all of it in one insert, claims by the database's own triggers."""
    turns = cycle(ENDINGS), cycle(PROSPECTS)
    for post in POSTS:
        clinic = world.clinics[post.clinic]
        busy: Busy = []
        if post.key == "ioana":
            _today(world, clinic, busy)
        wanted = world.size.visits_each if post.clinic == "aurora" else max(6, world.size.visits_each // 3)
        _weeks(world, post, busy, wanted, turns)
    for clinic in world.clinics.values():
        clinic.visits.sort(key=lambda visit: visit.started_at)
    enrol(world.clinics["aurora"])
    for clinic in world.clinics.values():
        Appointment.objects.bulk_create(clinic.visits)


def _today(world: World, clinic: Clinic, busy: Busy) -> None:
    """Whatever the hour: one visit under way, and one whose session may be opened already."""
    specialist, service = clinic.specialists["ioana"], clinic.services["video-follow-up"]
    for minutes, status, patient in ((-10, Status.INPROGRESS, 1), (30, Status.UPCOMING, 0)):
        start = world.now + timedelta(minutes=minutes)
        _place(world, clinic, specialist, service, start, status, busy)
        seen_is(clinic.visits[-1], clinic.persons[patient])


def _weeks(world: World, post: Post, busy: Busy, wanted: int, turns: Turns) -> None:
    clinic = world.clinics[post.clinic]
    specialist = clinic.specialists[post.key]
    given = [one for one in clinic.services.values() if specialist in one.specialists.all()]
    openings = list(_openings(world, post))
    world.dice.shuffle(openings)
    placed = 0
    for start, closes in openings:
        service = world.dice.choice(given)
        late = start + timedelta(minutes=service.duration) > closes
        if placed == wanted or late or abs(start - world.now) < timedelta(hours=3):
            continue
        status = next(turns[start >= world.now])
        placed += _place(world, clinic, specialist, service, start, status, busy)


def _openings(world: World, post: Post) -> Iterator[tuple[datetime, datetime]]:
    """Each half hour at which this specialist is at work on an ordinary day, and when that stretch ends."""
    zone = world.clinics[post.clinic].specialists[post.key].zone
    special = {world.today + timedelta(days=ahead) for ahead in (9, 14)}
    for offset in range(-world.size.days_back, world.size.days_ahead + 1):
        day = world.today + timedelta(days=offset)
        if day.weekday() not in post.days or day in special:
            continue
        for opens, closes in post.stretches:
            for half in range((closes - opens) * 2):
                start = _moment(day, opens * 60 + half * 30, zone)
                yield start, _moment(day, closes * 60, zone)


def _moment(day: date, minutes: int, zone: tzinfo) -> datetime:
    return datetime.combine(day, time(minutes // 60, minutes % 60), tzinfo=zone).astimezone(UTC)


def _place(
    world: World,
    clinic: Clinic,
    specialist: Specialist,
    service: Service,
    start: datetime,
    status: str,
    busy: Busy,
) -> bool:
    """Add the visit unless it would stand in another's way, buffers included."""
    end = start + timedelta(minutes=service.duration)
    since = start - timedelta(minutes=specialist.buffer_before)
    until = end + timedelta(minutes=specialist.buffer_after)
    if any(since < other_until and until > other_since for other_since, other_until in busy):
        return False
    busy.append((since, until))
    clinic.visits.append(_visit(world, clinic, specialist, service, (start, end), status))
    return True


def _visit(
    world: World,
    clinic: Clinic,
    specialist: Specialist,
    service: Service,
    span: tuple[datetime, datetime],
    status: str,
) -> Appointment:
    made = min(span[0], world.now) - timedelta(hours=world.dice.randrange(4, 120))
    visit = Appointment(
        organisation=clinic.organisation,
        specialist=specialist,
        service=service,
        started_at=span[0],
        ended_at=span[1],
        buffer_before=specialist.buffer_before,
        buffer_after=specialist.buffer_after,
        status=status,
        price=service.price,
        language=clinic.organisation.language,
        privacy_version=clinic.organisation.privacy_version,
        booking_client_id=known_id("browser", str(world.dice.random())),
        created_at=made,
    )
    visit.link_hash = link_hash(visit.link_token)
    _channel(world, clinic, visit)
    _patient(world, clinic, visit)
    if status != Status.BOOKED:
        visit.onboarded_at = made + timedelta(hours=2)
    if status == Status.CANCELLED:
        visit.cancelled_late, visit.sequence = world.chance(0.3), 1
    return visit


def _channel(world: World, clinic: Clinic, visit: Appointment) -> None:
    """First consultations come through a calendar; the promotion is Dr. Munteanu's alone."""
    if visit.service != clinic.services.get("first-visit"):
        return
    is_promoted = visit.specialist == clinic.specialists["ioana"] and world.chance(0.5)
    visit.calendar = clinic.calendars["promotion" if is_promoted else "everyday"]
    if is_promoted:
        visit.price = visit.calendar.price


def _patient(world: World, clinic: Clinic, visit: Appointment) -> None:
    """A visit still to be onboarded has made its own person; the others are somebody the clinic knows."""
    if visit.status == Status.BOOKED:
        books(world, clinic, visit)
        return
    # The people with a login come up often, so that they find something when they sign in.
    seen_is(visit, world.dice.choice(clinic.persons[: 5 if world.chance(0.3) else None]))
