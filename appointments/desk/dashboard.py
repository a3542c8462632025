"""The first page after signing in: what waits, what is on today, and what needs a hand."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from appointments.desk.clocks import staff_clock
from appointments.desk.story import sent
from appointments.models import Appointment, Status
from restartix.clock import Clock
from restartix.effects.models import Effect
from restartix.organisations.actor import Actor
from restartix.organisations.audiences import members_only
from restartix.organisations.middleware import ClinicRequest
from reviews.models import Alert

MOST_SHOWN = 8
STILL_WAITING = timedelta(days=7)
"""A booking nobody took on stays in the queue this long after its time, to be cancelled or marked as no-show."""


@members_only
@require_safe
def dashboard(request: ClinicRequest) -> HttpResponse:
    """An admin sees the clinic, a specialist their own visits: the rows decide."""
    clock = staff_clock(request.actor)
    context = _shared(request.actor, clock)
    if request.actor.is_admin:
        context |= _for_admins(clock)
    return render(request, "appointments/desk/dashboard.html", context)


def _shared(actor: Actor, clock: Clock) -> dict[str, Any]:
    now = timezone.now()
    start, end = day_of(clock.local(now).date(), clock)
    own = Appointment.objects.kept().with_names()
    if not actor.is_admin:
        own = own.filter(specialist__in=actor.specialist_ids)
    waiting = own.to_onboard().filter(started_at__gte=now - STILL_WAITING)
    ahead = own.filter(started_at__gte=end, status__in=[Status.UPCOMING, Status.CONFIRMED])
    return {
        "greeting": greeting(clock.local(now)),
        "first_name": first_name(actor.user_name),
        "today": clock.day(now),
        "zone": clock.name,
        "queue": [_line(visit, clock) for visit in waiting[:MOST_SHOWN]],
        "queue_count": waiting.count(),
        "visits": [_line(visit, clock) for visit in own.between(start, end).exclude(status=Status.CANCELLED)],
        "ahead": [_line(visit, clock) for visit in ahead.order_by("started_at")[:MOST_SHOWN]],
        "retry_next": reverse("dashboard"),
    }


def _for_admins(clock: Clock) -> dict[str, Any]:
    alerts = Alert.objects.open().select_related("review__appointment__patient_person")
    failed = Effect.objects.failed().order_by("-finished_at")
    return {
        "alerts": [(alert, clock.short(alert.opened_at)) for alert in alerts[:MOST_SHOWN]],
        "failed": [(effect.appointment_id, sent(effect, clock)) for effect in failed[:MOST_SHOWN]],
        "failed_count": failed.count(),
    }


def day_of(day: date, clock: Clock) -> tuple[datetime, datetime]:
    """The day's first and last instant on this clock, daylight saving included."""
    return (
        datetime.combine(day, time(), clock.zone),
        datetime.combine(day + timedelta(days=1), time(), clock.zone),
    )


def greeting(local: datetime) -> str:
    if local.hour < 12:
        return _("Good morning")
    return _("Good afternoon") if local.hour < 18 else _("Good evening")


def first_name(name: str) -> str:
    """What to greet somebody by: the first word of their name that is no title."""
    return next((word for word in name.split() if not word.endswith(".")), "")


def _line(visit: Appointment, clock: Clock) -> dict[str, Any]:
    return {
        "url": visit.get_absolute_url(),
        "name": visit.patient_person.name,
        "service": visit.service.name,
        "specialist": visit.specialist.display_name,
        "status": visit.status,
        "when": clock.short(visit.started_at),
        "time": f"{clock.time(visit.started_at)}–{clock.time(visit.ended_at)}",
    }
