"""Bookings that wait to be accepted: all of them, and which can be accepted in one press where they stand."""

from __future__ import annotations

from typing import Any

from django.db.models import BooleanField, F, Func
from django.urls import reverse

from appointments.models import Appointment
from appointments.models.appointment import AppointmentQuerySet

MATCHES_NOBODY = Func(
    F("pk"),
    template="(NOT EXISTS (SELECT 1 FROM public.likely_persons(%(expressions)s)))",
    output_field=BooleanField(),
)


def with_matches(bookings: AppointmentQuerySet) -> Any:
    """Each saying whether it `matches_nobody` whom the clinic knows."""
    return bookings.annotate(matches_nobody=MATCHES_NOBODY)


def accept_url(booking: Appointment) -> str:
    """Where the booking is accepted in one press: only one that matches nobody; any other asks something on its own
    page. The press itself judges anew."""
    is_settled = booking.booked_as_id != booking.patient_person_id
    is_alone: bool = booking.matches_nobody  # type: ignore[attr-defined]
    return reverse("onboarding", args=[booking.pk]) if is_alone and not is_settled else ""
