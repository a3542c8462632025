"""Times that came free go to those who wait: to one person at a time, with a hold, then to the next."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from itertools import groupby

from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from appointments.availability.channel import Channel
from appointments.availability.open_times import Slot, claimed_span, open_times
from appointments.models import Hold, Waiting, WaitingWish
from restartix.core.clinics.scope import scope
from restartix.core.effects.models import Effect, Kind
from restartix.core.effects.registry import every_sweep
from restartix.core.refusals import NotNow, violated_constraint
from restartix.core.weeks import A_DAY

AWAKE = (8, 20)
SHORTEST = timedelta(minutes=10)
Door = tuple[str, str]


@every_sweep
def offer_freed_times() -> int:
    """Offer what is free to who waits for it; answers how many offers were made.

    Each in a transaction of its own: an offer, its hold and its letter are kept, or none is. Two sweeps at once may
    want the same; the database's claims let one have it.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM public.clinics_waited_for()")
        clinics = [found for (found,) in cursor.fetchall()]
    return sum(_offer_at(clinic) for clinic in clinics)


def kept_until(opening: Slot, channel: Channel, now: datetime) -> datetime:
    """Long enough for somebody asleep at night to answer, but not past the minimum notice."""
    there = channel.clock.local(now)
    begins = now
    if not AWAKE[0] <= there.hour < AWAKE[1]:
        day = there.date() + A_DAY if there.hour >= AWAKE[1] else there.date()
        begins = channel.clock.instant(day, time(AWAKE[0])) or now
    last = opening.started_at - timedelta(minutes=channel.service.notice)
    return min(begins + timedelta(minutes=channel.organisation.waitlist_minutes), last)


def _offer_at(clinic: int) -> int:
    with scope(organisation_id=clinic):
        WaitingWish.objects.lapse(timezone.now())
        planned = list(_planned())
    made = 0
    for wish, opening, until in planned:
        with scope(organisation_id=clinic):
            made += _offer(wish, opening, until)
    return made


def _planned() -> Iterator[tuple[WaitingWish, Slot, datetime]]:
    """Who is to be offered what, first come, first served; no time twice, and nobody two for one service."""
    now, given = timezone.now(), list[Slot]()
    answering = set(WaitingWish.objects.filter(state=Waiting.OFFERED).values_list("email", "service_id"))
    asked = list(WaitingWish.objects.waiting().select_related("service__organisation", "calendar"))
    free, held = _free_for(asked, now), list(Hold.objects.filter(expires_at__gt=now))
    for wish in asked:
        still_free = {one.started_at for one in free[_door(wish)] if _gives(wish, one)}
        wish.forget_seen(still_free | {start for start in wish.seen if _is_held(wish, start, held)})
        if (wish.email, wish.service_id) in answering:
            continue
        if opening := next((one for one in free[_door(wish)] if _may_have(wish, one, given)), None):
            given.append(opening)
            answering.add((wish.email, wish.service_id))
            yield wish, opening, kept_until(opening, Channel(wish.service, wish.calendar), now)


def _free_for(asked: list[WaitingWish], now: datetime) -> dict[Door, list[Slot]]:
    """The free times of each service or calendar that somebody waits for, until the latest day anybody wants."""
    found: dict[Door, list[Slot]] = {}
    for door, some in groupby(sorted(asked, key=_door), key=_door):
        wishes = list(some)
        channel, last = Channel(wishes[0].service, wishes[0].calendar), max(wish.latest for wish in wishes)
        found[door] = _free(channel, last + 2 * A_DAY, now) if channel.is_open else []
    return found


def _door(wish: WaitingWish) -> Door:
    """Where they came in: a service, and perhaps a calendar of it."""
    return str(wish.service_id), str(wish.calendar_id)


def _free(channel: Channel, until: date, now: datetime) -> list[Slot]:
    found = open_times(channel, now, channel.clock.midnight(until))
    return [one for one in found if kept_until(one, channel, now) >= now + SHORTEST]


def free_starts(wish: WaitingWish, channel: Channel) -> list[datetime]:
    """The free times that fit the wish now; nobody is told of them later, because the page showed them already. What
    they saw before they left the list and is still free is among them."""
    until = channel.clock.midnight(wish.latest + 2 * A_DAY)
    now = timezone.now()
    free = open_times(channel, now, until) if channel.is_open else []
    return sorted({one.started_at for one in free if wish.fits(one.started_at, one.specialist)})


def _is_held(wish: WaitingWish, start: datetime, held: list[Hold]) -> bool:
    """Is a visitor only looking at it? If they leave it, nothing has come free."""
    end = start + timedelta(minutes=wish.service.duration)
    return any(
        wish.specialist_id in (None, hold.specialist_id)
        and hold.started_at - _buffers(hold) < end
        and hold.ended_at + _buffers(hold) > start
        for hold in held
    )


def _buffers(hold: Hold) -> timedelta:
    return timedelta(minutes=hold.buffer_before + hold.buffer_after)


def _gives(wish: WaitingWish, opening: Slot) -> bool:
    return wish.specialist_id in (None, opening.specialist.pk)


def _may_have(wish: WaitingWish, opening: Slot, given: list[Slot]) -> bool:
    since, until = claimed_span(opening)
    met = any(
        one.specialist == opening.specialist and claimed_span(one)[0] < until and claimed_span(one)[1] > since
        for one in given
    )
    return not met and wish.suits(opening.started_at, opening.specialist)


def _offer(wish: WaitingWish, opening: Slot, until: datetime) -> bool:
    """False when somebody else was quicker: the next sweep looks again."""
    try:
        with transaction.atomic():
            wish.offer(opening.started_at, opening.specialist, until=until)
            _keep(wish, opening, until)
            _tell(wish)
    except NotNow:
        return False
    except IntegrityError as error:
        if violated_constraint(error) != "one_promise_at_a_time":
            raise
        return False
    return True


def _keep(wish: WaitingWish, opening: Slot, until: datetime) -> None:
    Hold.objects.create(
        organisation_id=wish.organisation_id,
        specialist=opening.specialist,
        client_id=wish.pk,
        started_at=opening.started_at,
        ended_at=opening.ended_at,
        buffer_before=opening.specialist.buffer_before,
        buffer_after=opening.specialist.buffer_after,
        expires_at=until,
    )


def _tell(wish: WaitingWish) -> None:
    subject, clinic = f"wish:{wish.pk}", wish.organisation_id
    Effect.require_once(
        wish.offer_key, Kind.MAIL, organisation_id=clinic, subject=subject, code="waitlist-offer"
    )
