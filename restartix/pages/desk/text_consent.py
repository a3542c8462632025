"""Text messages about a visit, as staff see it: which number, and whether its owner confirmed it or answered STOP."""

from __future__ import annotations

from typing import Any

from django.db.models import Value
from django.db.models.functions import Coalesce, NullIf
from django.urls import reverse

from appointments.models import Appointment
from appointments.models.status import UNFINISHED
from restartix.core.clock import Clock
from restartix.core.phone import format_phone, sends_texts

NUMBER_TO_CONFIRM = Coalesce(NullIf("booked_as__phone", Value("")), "patient_person__phone")
"""The same as part of a query."""


def number_to_confirm(visit: Appointment) -> str:
    return str(visit.booked_as.phone or visit.patient_person.phone)


def texting_of(visit: Appointment) -> dict[str, Any] | None:
    """For _texting.html; None where no text messages are wanted or can be sent any more."""
    phone = number_to_confirm(visit)
    if not (visit.wants_sms and sends_texts() and phone) or visit.status not in UNFINISHED:
        return None
    return {
        "phone": phone,
        "shown": format_phone(phone),
        "is_confirmed": phone in visit.confirmed_phones,  # type: ignore[attr-defined]
        "stopped": _stopped(visit),
        "confirm_url": reverse("phone_confirmation", args=[visit.pk]),
    }


def _stopped(visit: Appointment) -> str:
    """The day on which the owner of this number answered STOP, in words."""
    moment = visit.texts_stopped_at  # type: ignore[attr-defined]
    return Clock(visit.organisation.zone).day(moment) if moment else ""
