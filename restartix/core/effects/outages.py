"""Outages of outside services: effects that need one wait, one at a time tries whether it is back, and the first that
succeeds releases the others. So a day's outage costs a few calls, not one for each message and hour."""

from __future__ import annotations

import logging
from datetime import datetime, timedelta
from typing import Any

from django.db import connection

from restartix.core.effects.failures import Misconfigured, OutsideFailure
from restartix.core.effects.kinds import Kind
from restartix.core.effects.models import Effect
from restartix.core.effects.registry import MESSAGES

logger = logging.getLogger(__name__)

KINDS_OF = {
    "mail": [Kind.MAIL],
    "sms": [Kind.SMS],
    "clerk": [Kind.ACCOUNT],
    "daily": [Kind.ROOM],
}
SERVICE_OF = {kind: service for service, kinds in KINDS_OF.items() for kind in kinds}
OUT_OF_ORDER = frozenset({"unavailable", "silent", "unreachable", "bad-key", "plan", "setup"})
LONGEST_PAUSE = timedelta(minutes=2)
LONGEST_PAUSE_OF_SETUP = timedelta(minutes=10)


def outage_of(effect: Effect) -> str:
    """Why its service must not be called now; empty when it may be. Rooms and accounts are few, and people wait for
    them before the page: they always ask."""
    service = SERVICE_OF.get(Kind(effect.kind))
    if service is None or effect.kind not in MESSAGES:
        return ""
    return str(_call("outage_of", service) or "")


def note_failure(failure: OutsideFailure) -> None:
    """Does it concern everything that needs this service? A server that asks all to wait counts, too."""
    service, _dash, kind = failure.code.partition("-")
    asked_to_wait = kind == "busy" and failure.retry_after
    if service not in KINDS_OF or not (kind in OUT_OF_ORDER or asked_to_wait):
        return
    longest = LONGEST_PAUSE_OF_SETUP if isinstance(failure, Misconfigured) else LONGEST_PAUSE
    if _call("note_outage", service, failure.code, longest, timedelta(seconds=failure.retry_after or 0)):
        logger.warning("%s is out of order: %s. What needs it waits", service, failure.code)


def end_outage_of(effect: Effect) -> bool:
    """It was done. True when that ends an outage: then the others are due at once."""
    service = SERVICE_OF.get(Kind(effect.kind))
    released = _call("end_outage", service, KINDS_OF[service]) if service else None
    if released is not None:
        logger.warning("%s works again. %s had waited", service, released)
    return released is not None


def send_probes() -> None:
    """For each service that may be back, make one of the effects that wait for it due."""
    for service, kinds in KINDS_OF.items():
        _call("send_probe", service, kinds)


def since(service: str) -> datetime | None:
    """Since when it has been down; None while it works."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT since FROM public.effects_outage WHERE service = %s", [service])
        row = cursor.fetchone()
    return row[0] if row else None


def _call(function: str, *details: Any) -> Any:
    places = ", ".join(["%s"] * len(details))
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT public.{function}({places})", list(details))
        (answer,) = cursor.fetchone()
    return answer
