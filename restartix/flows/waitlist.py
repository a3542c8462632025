"""Times that become free are offered to those who wait: to one person at a time, with a hold, then to the next."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from itertools import groupby

from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from appointments.availability.channel import Channel
from appointments.availability.open_times import Slot, claimed_span, open_times
from appointments.models import Hold, Waiting, WaitlistEntry
from restartix.core.clinics.scope import scope
from restartix.core.effects.models import Effect, Kind
from restartix.core.effects.registry import every_sweep
from restartix.core.refusals import NotNow, violated_constraint
from restartix.core.weeks import A_DAY

DAYTIME = (8, 20)
SHORTEST = timedelta(minutes=10)
ChannelKey = tuple[str, str]


@every_sweep
def offer_freed_times() -> int:
    """Offer free times to those who wait for them; returns how many offers were made. Each has a transaction of its
    own: an offer, its hold and its e-mail are saved together, or none is. Two sweeps at once may want the same; the
    database's claims let one have it."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM public.clinics_waited_for()")
        clinics = [found for (found,) in cursor.fetchall()]
    return sum(_offer_at(clinic) for clinic in clinics)


def kept_until(opening: Slot, channel: Channel, now: datetime) -> datetime:
    """Long enough for somebody asleep at night to answer, but not past the minimum notice."""
    there = channel.clock.local(now)
    begins = now
    if not DAYTIME[0] <= there.hour < DAYTIME[1]:
        day = there.date() + A_DAY if there.hour >= DAYTIME[1] else there.date()
        begins = channel.clock.instant(day, time(DAYTIME[0])) or now
    last = opening.started_at - timedelta(minutes=channel.service.notice)
    return min(begins + timedelta(minutes=channel.organisation.waitlist_minutes), last)


def _offer_at(clinic: int) -> int:
    with scope(organisation_id=clinic):
        WaitlistEntry.objects.lapse(timezone.now())
        planned = list(_planned())
    made = 0
    for entry, opening, until in planned:
        with scope(organisation_id=clinic):
            made += _offer(entry, opening, until)
    return made


def _planned() -> Iterator[tuple[WaitlistEntry, Slot, datetime]]:
    """Who is to be offered what, first come, first served; no time is offered twice, and nobody gets two for one
    service."""
    now, given = timezone.now(), list[Slot]()
    answering = set(WaitlistEntry.objects.filter(state=Waiting.OFFERED).values_list("email", "service_id"))
    asked = list(WaitlistEntry.objects.waiting().select_related("service__organisation", "calendar"))
    free, held = _free_for(asked, now), list(Hold.objects.filter(expires_at__gt=now))
    for entry in asked:
        still_free = {one.started_at for one in free[_channel_key(entry)] if _gives(entry, one)}
        entry.forget_seen(still_free | {start for start in entry.seen if _is_held(entry, start, held)})
        if (entry.email, entry.service_id) in answering:
            continue
        if opening := next((one for one in free[_channel_key(entry)] if _may_have(entry, one, given)), None):
            given.append(opening)
            answering.add((entry.email, entry.service_id))
            yield entry, opening, kept_until(opening, Channel(entry.service, entry.calendar), now)


def _free_for(asked: list[WaitlistEntry], now: datetime) -> dict[ChannelKey, list[Slot]]:
    """The free times of each service or calendar that somebody waits for, until the latest day anybody wants."""
    found: dict[ChannelKey, list[Slot]] = {}
    for key, some in groupby(sorted(asked, key=_channel_key), key=_channel_key):
        entries = list(some)
        channel, last = (
            Channel(entries[0].service, entries[0].calendar),
            max(entry.latest for entry in entries),
        )
        found[key] = _free(channel, last + 2 * A_DAY, now) if channel.is_open else []
    return found


def _channel_key(entry: WaitlistEntry) -> ChannelKey:
    """The channel they joined by: a service, and perhaps one of its calendars."""
    return str(entry.service_id), str(entry.calendar_id)


def _free(channel: Channel, until: date, now: datetime) -> list[Slot]:
    found = open_times(channel, now, channel.clock.midnight(until))
    return [one for one in found if kept_until(one, channel, now) >= now + SHORTEST]


def free_starts(entry: WaitlistEntry, channel: Channel) -> list[datetime]:
    """The free times that fit the entry now; nobody is told of them later, because the page showed them already. What
    they saw before they left the list and is still free is among them."""
    until = channel.clock.midnight(entry.latest + 2 * A_DAY)
    now = timezone.now()
    free = open_times(channel, now, until) if channel.is_open else []
    return sorted({one.started_at for one in free if entry.fits(one.started_at, one.specialist)})


def _is_held(entry: WaitlistEntry, start: datetime, held: list[Hold]) -> bool:
    """Is a visitor only looking at it? If they leave it, nothing has come free."""
    end = start + timedelta(minutes=entry.service.duration)
    return any(
        entry.specialist_id in (None, hold.specialist_id)
        and hold.started_at - _buffers(hold) < end
        and hold.ended_at + _buffers(hold) > start
        for hold in held
    )


def _buffers(hold: Hold) -> timedelta:
    return timedelta(minutes=hold.buffer_before + hold.buffer_after)


def _gives(entry: WaitlistEntry, opening: Slot) -> bool:
    return entry.specialist_id in (None, opening.specialist.pk)


def _may_have(entry: WaitlistEntry, opening: Slot, given: list[Slot]) -> bool:
    since, until = claimed_span(opening)
    met = any(
        one.specialist == opening.specialist and claimed_span(one)[0] < until and claimed_span(one)[1] > since
        for one in given
    )
    return not met and entry.suits(opening.started_at, opening.specialist)


def _offer(entry: WaitlistEntry, opening: Slot, until: datetime) -> bool:
    """False when somebody else was quicker: the next sweep looks again."""
    try:
        with transaction.atomic():
            entry.offer(opening.started_at, opening.specialist, until=until)
            _keep(entry, opening, until)
            _tell(entry)
    except NotNow:
        return False
    except IntegrityError as error:
        if violated_constraint(error) != "one_promise_at_a_time":
            raise
        return False
    return True


def _keep(entry: WaitlistEntry, opening: Slot, until: datetime) -> None:
    Hold.objects.create(
        organisation_id=entry.organisation_id,
        specialist=opening.specialist,
        client_id=entry.pk,
        started_at=opening.started_at,
        ended_at=opening.ended_at,
        buffer_before=opening.specialist.buffer_before,
        buffer_after=opening.specialist.buffer_after,
        expires_at=until,
    )


def _tell(entry: WaitlistEntry) -> None:
    subject, clinic = f"wish:{entry.pk}", entry.organisation_id
    Effect.require_once(
        entry.offer_key, Kind.MAIL, organisation_id=clinic, subject=subject, code="waitlist-offer"
    )
