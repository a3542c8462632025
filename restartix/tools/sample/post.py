"""What was sent about the visits, all of it long ago: the sample mails nobody."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from appointments.models import Appointment, Status
from restartix.core.effects.models import Delivery, Effect, Kind, State
from restartix.tools.sample.world import Clinic, World

REMINDED = (Status.UPCOMING, Status.CONFIRMED, Status.INPROGRESS, Status.DONE, Status.NOSHOW)
BEFORE = (24 * 60, 60)
FORMS_BEFORE = 48 * 60
TEXTED = 4
"""Every fourth patient asked for text messages."""


def send(world: World, clinic: Clinic) -> None:
    texted = [visit for place, visit in enumerate(clinic.visits) if place % TEXTED == 0]
    for visit in texted:
        visit.wants_sms = True
    Appointment.objects.filter(pk__in=[visit.pk for visit in texted]).update(wants_sms=True)
    sent = [effect for visit in clinic.visits for effect in _effects(visit, world.now)]
    _switch_one_phone_off([effect for effect in sent if effect.kind == Kind.SMS])
    Effect.objects.bulk_create(sent)


def _effects(visit: Appointment, now: datetime) -> Iterator[Effect]:
    yield _done(visit, Kind.MAIL, visit.created_at, code="booked")
    if not visit.onboarded_at:
        return
    for kind in (Kind.ACCOUNT, Kind.ROOM):
        yield _done(visit, kind, visit.onboarded_at)
    yield _done(visit, Kind.MAIL, visit.onboarded_at, code="onboarded", delivery=Delivery.DELIVERED)
    if visit.status in REMINDED:
        yield from _reminders(visit, visit.onboarded_at, now)
    if visit.status == Status.DONE:
        yield _done(visit, Kind.MAIL, visit.ended_at, code="review")


def _reminders(visit: Appointment, told: datetime, now: datetime) -> Iterator[Effect]:
    """Those whose time has come, under the words the sweep would use: it has nothing left to catch up with."""
    for minutes in BEFORE:
        at = visit.started_at - timedelta(minutes=minutes)
        if not told < at <= now:
            continue
        once = f"reminder:{visit.pk}:{visit.sequence}:{minutes}"
        yield _done(visit, Kind.MAIL, at, code="reminder", once=once, delivery=Delivery.DELIVERED)
        if visit.wants_sms:
            yield _done(visit, Kind.SMS, at, code="reminder", once=f"{once}:sms", delivery=Delivery.DELIVERED)
    at = visit.started_at - timedelta(minutes=FORMS_BEFORE)
    if at <= now < visit.started_at:
        once = f"forms:{visit.pk}:{visit.sequence}:{FORMS_BEFORE}"
        yield _done(visit, Kind.MAIL, max(at, told), code="forms", once=once)


def _switch_one_phone_off(texts: list[Effect]) -> None:
    """The last text message did not arrive: something for the dashboard."""
    if texts:
        last = max(texts, key=lambda effect: effect.created_at)
        last.delivery, last.delivery_code = Delivery.FAILED, "sms-switched-off"


def _done(visit: Appointment, kind: Kind, at: datetime, *, code: str = "", **more: Any) -> Effect:
    return Effect(
        organisation_id=visit.organisation_id,
        kind=kind,
        code=code,
        subject=f"{kind}:{visit.pk}:{code}:0" if code else f"{kind}:{visit.pk}",
        appointment=visit,
        state=State.DONE,
        attempts=1,
        next_attempt_at=at,
        created_at=at,
        finished_at=at + timedelta(seconds=2),
        **more,
    )
