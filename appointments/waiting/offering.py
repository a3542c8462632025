"""Times that came free go to those who wait: to one person at a time, with a hold, then to the next."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, time, timedelta
from itertools import groupby
from operator import attrgetter

from django.conf import settings
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from appointments.booking.channel import Channel
from appointments.booking.slots import Opening, blocked, open_times
from appointments.models import Hold, WaitingWish
from restartix.effects.models import Effect, Kind
from restartix.effects.registry import every_sweep
from restartix.organisations.scope import scope
from restartix.refusals import NotNow, violated

A_DAY = timedelta(days=1)
AWAKE = (8, 20)
SHORTEST = timedelta(minutes=10)


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


def kept_until(opening: Opening, channel: Channel, now: datetime) -> datetime:
    """So long that somebody who sleeps at night can answer, but no longer than the time can be booked at all."""
    there = channel.clock.local(now)
    begins = now
    if not AWAKE[0] <= there.hour < AWAKE[1]:
        day = there.date() + A_DAY if there.hour >= AWAKE[1] else there.date()
        begins = channel.clock.instant(day, time(AWAKE[0])) or now
    last = opening.started_at - timedelta(minutes=channel.service.notice)
    return min(begins + timedelta(minutes=settings.WAITLIST_MINUTES), last)


def _offer_at(clinic: int) -> int:
    with scope(organisation_id=clinic):
        WaitingWish.objects.lapse(timezone.now())
        planned = list(_planned())
    made = 0
    for wish, opening, until in planned:
        with scope(organisation_id=clinic):
            made += _offer(wish, opening, until)
    return made


def _planned() -> Iterator[tuple[WaitingWish, Opening, datetime]]:
    """Who is to be offered what, first come, first served; no time twice."""
    now, given = timezone.now(), list[Opening]()
    asked = WaitingWish.objects.waiting().select_related("service__organisation", "calendar")
    together = sorted(asked, key=lambda wish: (str(wish.service_id), str(wish.calendar_id)))
    for _channel, wishes in groupby(together, key=attrgetter("service_id", "calendar_id")):
        theirs = list(wishes)
        channel = Channel(theirs[0].service, theirs[0].calendar)
        if not channel.is_open:
            continue
        free = _free(channel, theirs, now)
        for wish in theirs:
            if opening := next((one for one in free if _may_have(wish, one, given)), None):
                given.append(opening)
                yield wish, opening, kept_until(opening, channel, now)


def _free(channel: Channel, wishes: list[WaitingWish], now: datetime) -> list[Opening]:
    last = max(wish.latest for wish in wishes) + 2 * A_DAY
    until = datetime.combine(last, time.min, tzinfo=channel.clock.zone)
    found = open_times(channel, now, until)
    return [one for one in found if kept_until(one, channel, now) >= now + SHORTEST]


def _may_have(wish: WaitingWish, opening: Opening, given: list[Opening]) -> bool:
    since, until = blocked(opening)
    met = any(
        one.specialist == opening.specialist and blocked(one)[0] < until and blocked(one)[1] > since
        for one in given
    )
    return not met and wish.suits(opening.started_at, opening.specialist)


def _offer(wish: WaitingWish, opening: Opening, until: datetime) -> bool:
    """False when somebody else was quicker: the next sweep looks again."""
    try:
        with transaction.atomic():
            wish.offer(opening.started_at, opening.specialist, until=until)
            _keep(wish, opening, until)
            _tell(wish)
    except NotNow:
        return False
    except IntegrityError as error:
        if violated(error) != "one_promise_at_a_time":
            raise
        return False
    return True


def _keep(wish: WaitingWish, opening: Opening, until: datetime) -> None:
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
        offer_word(wish), Kind.MAIL, organisation_id=clinic, subject=subject, code="waitlist-offer"
    )


def offer_word(wish: WaitingWish) -> str:
    """What this one offer is known by, so that it is mailed once and only while it stands."""
    assert wish.offered_until
    return f"waitlist-offer:{wish.pk}:{int(wish.offered_until.timestamp())}"
