"""How whoever booked is reached, as they see it: the number as it was understood, and whether it is confirmed."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import connection
from django.urls import reverse

from appointments.models import Appointment
from patients.contact_data import confirmed_phones
from restartix.core.clinics.actor import Actor
from restartix.core.clock import Clock
from restartix.core.phone import format_phone, sends_texts
from restartix.core.verbs import refusal


def reach_of(visit: Appointment, *, by: Actor) -> dict[str, Any] | None:
    """For _reach.html; None once there is nothing left to correct."""
    phone, stopped = booked_phone_and_stop(visit)
    if not phone or not visit.is_ahead:
        return None
    is_confirmed = phone in confirmed_phones(visit.organisation_id, visit.patient_person_id)
    texts = visit.wants_sms and sends_texts()
    waits = visit.onboarded_at is None
    needs_code = texts and not (is_confirmed or waits or stopped)

    def url(page: str, verb: str, *, when: bool = True) -> str:
        return reverse(page, args=[visit.pk]) if when and refusal(visit, verb, by) is None else ""

    return {
        "phone": format_phone(phone),
        "email": visit.contact_email,
        "correct_url": url("visit_contact", "correct_own_contact"),
        "texts_url": url("visit_texts", "want_texts", when=sends_texts() and not texts),
        "texts_end_url": url("visit_texts_end", "stop_texts", when=texts),
        "stopped": Clock(visit.organisation.zone).day(stopped) if stopped and texts else "",
        "is_confirmed": texts and is_confirmed,
        "waits": texts and not is_confirmed and waits,
        "code_url": url("visit_phone_code", "confirm_own_phone", when=needs_code),
    }


def may_confirm_phone(visit: Appointment, by: Actor) -> bool:
    """Once the clinic has taken the booking on, whoever wants text messages shows that the number is theirs."""
    reach = reach_of(visit, by=by)
    return bool(reach and reach["code_url"])


def booked_phone(visit: Appointment) -> str:
    """The number that was typed for this visit, for those whose visit it is; empty for everybody else."""
    return booked_phone_and_stop(visit)[0]


def booked_phone_and_stop(visit: Appointment) -> tuple[str, datetime | None]:
    """The same, and when its owner answered STOP."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT phone, public.stopped_at(phone) FROM public.booked_phone(%s) AS phone", [visit.pk]
        )
        phone, stopped = cursor.fetchone()
    return str(phone or ""), stopped
