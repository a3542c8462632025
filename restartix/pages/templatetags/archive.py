"""In an archive's page: what was gathered as codes and instants, in the words and on the clock of its reader."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django import template

from forms.models import FormStatus, SignatureMethod
from patients.changes import ProfileChange
from patients.models import Guardianship
from restartix.core.clock import Clock, format_day, money
from restartix.messages.labels import arrival_named, letter_named
from restartix.pages.profile.history import change_in_words, label, value_in_words
from videocall.devices import PARTS
from videocall.models import Outcome, Participant

register = template.Library()
register.filter("attribute", label)


@register.filter
def moment(said: str, clock: Clock) -> str:
    """Tue 24 Nov 2026, 10:30; its zone is on the cover."""
    if not said:
        return "–"
    local = clock.local(datetime.fromisoformat(said))
    return f"{format_day(local.date(), 'EEE d MMM y')}, {clock.time(local)}"


@register.filter
def hour(said: str, clock: Clock) -> str:
    return clock.time(datetime.fromisoformat(said)) if said else "–"


@register.filter
def day(said: str) -> str:
    return format_day(date.fromisoformat(said[:10]), "d MMMM y") if said else "–"


@register.filter
def attribute_value(value: str, attribute: str) -> str:
    return value_in_words(attribute, value) or "–"


@register.filter
def change(said: dict[str, Any]) -> str:
    return change_in_words(said["attribute"], said["old"], said["new"])


@register.filter
def actor(kind: str) -> str:
    return str(ProfileChange.ActorKind(kind).label)


@register.filter
def rights(codes: Iterable[str]) -> str:
    return ", ".join(str(Guardianship.Right(code).label) for code in codes)


@register.filter
def letter(said: dict[str, Any]) -> str:
    return letter_named(said["kind"], said["code"])


@register.filter
def arrival(said: dict[str, Any]) -> str:
    return arrival_named(said["state"], said["delivery"])


@register.filter
def form_status(code: str) -> str:
    return str(FormStatus(code).label)


@register.filter
def hand(code: str) -> str:
    return str(SignatureMethod(code).label) if code else ""


@register.filter
def side(code: str) -> str:
    return str(Participant.Side(code).label)


@register.filter
def device(said: dict[str, str]) -> str:
    """Camera: works, microphone: not tried, …"""
    return ", ".join(f"{name}: {Outcome(said[part]).label}" for part, name in PARTS.items())


@register.filter
def price_of(visit: dict[str, Any]) -> str:
    return money(Decimal(visit["price"]), visit["currency"]) if visit["price"] is not None else ""
