"""What the pages of a booking share: the steps, and the visit in words."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from appointments.models import Appointment
from appointments.plans import session_words
from restartix.core.clock import Clock, duration, money

Facts = Sequence[tuple[str, str]]


def steps(current: int) -> list[dict[str, str]]:
    """For components/progress.html."""
    names = (_("Time"), _("Your details"), _("Confirmation"))
    return [
        {
            "name": name,
            "state": "done" if place < current else "current" if place == current else "ahead",
        }
        for place, name in enumerate(names)
    ]


def visit_words(visit: Appointment, zone: ZoneInfo, *, added: Facts = ()) -> dict[str, Any]:
    """A visit for a card: when on the reader's clock, the clinic's beside it when they differ; `added` stands last."""
    clock, clinic = Clock(zone), Clock(visit.organisation.zone)
    at = visit.started_at
    facts = [
        (_("Service"), visit.service.name),
        (_("With"), visit.specialist.display_name),
        (_("Length"), duration(round((visit.ended_at - at).total_seconds() / 60))),
    ]
    if session := session_words(visit):
        facts.insert(1, (_("Plan"), session))
    if visit.price is not None:
        facts.append((_("Price"), money(visit.price, visit.organisation.currency)))
    return {
        "when": f"{clock.day(at)}, {clock.time(at)}",
        "short": clock.short(at),
        "zone": clock.name,
        "also": clock.beside(clinic, at),
        "facts": [*facts, *added],
    }
