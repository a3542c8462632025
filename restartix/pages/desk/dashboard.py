"""The first page after signing in: what waits, today's visits and how ready they are, and what needs attention."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.db.models import Count, QuerySet, Window
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from appointments.models import Appointment, Status
from restartix.core.clinics.actor import Actor
from restartix.core.clock import Clock
from restartix.core.effects.registry import MESSAGES
from restartix.core.fingerprint import fingerprint
from restartix.core.web.audiences import members_only
from restartix.core.web.middleware import ClinicRequest
from restartix.core.weeks import A_DAY, instants_of
from restartix.pages.desk.clocks import desk_clock
from restartix.pages.desk.failed_effects import needs_attention, piles_of, retryable
from restartix.pages.desk.history_wording import late_word
from restartix.pages.desk.queue import accept_url, with_matches
from restartix.pages.desk.readiness import readiness_of
from restartix.pages.desk.signatures import to_sign_of
from restartix.pages.desk.standstill import standstills
from restartix.pages.desk.to_close import MOST_UNCLOSED, Recent, closing_line
from reviews.models import Alert

MOST_SHOWN = 8
MOST_STUCK = 60
STILL_WAITING = timedelta(days=7)
"""A booking that nobody accepted stays in the queue this long after its time, to be cancelled or marked as no-show."""


@members_only
@require_safe
def dashboard(request: ClinicRequest) -> HttpResponse:
    """An admin sees the clinic, a specialist their own visits: the rows decide."""
    clock = desk_clock(request)
    now = clock.local(timezone.now())
    context = live_of(request.actor, clock) | {
        "greeting": greeting(now),
        "first_name": first_name(request.actor.user_name),
        "today": clock.day(now),
    }
    return render(request, "appointments/desk/dashboard.html", context)


@members_only
@require_safe
def dashboard_live(request: ClinicRequest) -> HttpResponse:
    """The live part of the page, polled every 15 seconds; 204 while nothing is new."""
    context = live_of(request.actor, desk_clock(request))
    if request.GET.get("seen") == context["signature"]:
        return HttpResponse(status=204)
    return render(request, "appointments/desk/dashboard/_live.html", context)


def live_of(actor: Actor, clock: Clock) -> dict[str, Any]:
    context = _shared(actor, clock) | (_for_admins(clock) if actor.is_admin else _ahead(actor, clock))
    return context | {"signature": fingerprint(context), "retry_next": reverse("dashboard")}


def _shared(actor: Actor, clock: Clock) -> dict[str, Any]:
    now = timezone.now()
    start, end = instants_of(clock.today, clock.today, clock)
    waiting = with_matches(_own(actor).to_onboard().filter(started_at__gte=now - STILL_WAITING))
    recent = Recent.of(_own(actor), start, end, now)
    today = recent.today
    ready = readiness_of(today, clock)
    queue = [_line(visit, clock) | {"pk": visit.pk, "accept_url": accept_url(visit)} for visit in waiting]
    return {
        "zone": clock.name,
        "standstills": standstills(clock),
        "queue": queue,
        "queue_count": len(queue),
        "to_close": [closing_line(visit, clock) for visit in recent.to_close[:MOST_UNCLOSED]],
        "to_close_count": recent.to_close_count,
        "visits": [_line(visit, clock) | {"ready": ready.get(visit.pk)} for visit in today],
        "to_sign": to_sign_of(actor),
        "visits_count": sum(visit.status != Status.CANCELLED for visit in today),
    }


def _ahead(actor: Actor, clock: Clock) -> dict[str, Any]:
    end = clock.midnight(clock.today + A_DAY)
    ahead = _own(actor).filter(started_at__gte=end, status__in=[Status.UPCOMING, Status.CONFIRMED])
    return {"ahead": [_line(visit, clock) for visit in ahead.order_by("started_at")[:MOST_SHOWN]]}


def _for_admins(clock: Clock) -> dict[str, Any]:
    alerts, open_alerts = first_with_count(
        Alert.objects.open().select_related("review__appointment__patient_person")
    )
    stuck = list(needs_attention()[:MOST_STUCK])
    lost = [one for one in stuck if one.kind in MESSAGES]
    failed = [one for one in stuck if one.kind not in MESSAGES]
    return {
        "alerts": [_alert(alert, clock) for alert in alerts],
        "alert_count": open_alerts,
        "lost": piles_of(lost, clock)[:MOST_SHOWN],
        "lost_kinds": retryable(lost),
        "lost_count": len(lost),
        "failed": piles_of(failed, clock)[:MOST_SHOWN],
        "failed_kinds": retryable(failed),
        "failed_count": len(failed),
        "more_stuck": len(stuck) == MOST_STUCK,
    }


def _own(actor: Actor) -> Any:
    own = Appointment.objects.not_removed().with_names()
    return own if actor.is_admin else own.filter(specialist__in=actor.specialist_ids)


def first_with_count(rows: QuerySet[Any]) -> tuple[list[Any], int]:
    """The first few, and how many there are, in one query."""
    found = list(rows.annotate(of=Window(Count("pk")))[:MOST_SHOWN])
    return found, found[0].of if found else 0


def greeting(local: datetime) -> str:
    if local.hour < 12:
        return _("Good morning")
    return _("Good afternoon") if local.hour < 18 else _("Good evening")


def first_name(name: str) -> str:
    """What to greet somebody by: the first word of their name that is no title."""
    return next((word for word in name.split() if not word.endswith(".")), "")


def _alert(alert: Alert, clock: Clock) -> dict[str, Any]:
    review = alert.review
    return {
        "key": str(alert.pk),
        "rating": review.rating,
        "comment": review.comment,
        "name": review.appointment.patient_person.name,
        "when": clock.short(alert.opened_at),
    }


def _line(visit: Appointment, clock: Clock) -> dict[str, Any]:
    return {
        "url": visit.get_absolute_url(),
        "name": visit.patient_person.name,
        "service": visit.service.name,
        "specialist": visit.specialist.display_name,
        "status": visit.status,
        "word": late_word(visit),
        "when": clock.short(visit.started_at),
        "time": f"{clock.time(visit.started_at)}–{clock.time(visit.ended_at)}",
    }
