"""Bookings that wait to be accepted: all of them, and which can be accepted in one press where they stand."""

from __future__ import annotations

from typing import Any

from django.db.models import BooleanField, Case, F, Func, When
from django.urls import reverse

from appointments.models import Appointment
from appointments.models.appointment import AppointmentQuerySet

MATCHES_NOBODY = Func(
    F("pk"),
    template="(NOT EXISTS (SELECT 1 FROM public.likely_persons(%(expressions)s)))",
    output_field=BooleanField(),
)


def with_matches(bookings: AppointmentQuerySet) -> Any:
    """Each saying whether it `matches_nobody` whom the clinic knows: asked only where it isn't settled who came."""
    is_open = When(booked_as=F("patient_person"), then=MATCHES_NOBODY)
    return bookings.annotate(matches_nobody=Case(is_open, default=False, output_field=BooleanField()))


def accept_url(booking: Appointment) -> str:
    """Where the booking is accepted in one press: only one that matches nobody; any other asks something on its own
    page. The press itself judges anew."""
    is_alone: bool = booking.matches_nobody  # type: ignore[attr-defined]
    return reverse("onboarding", args=[booking.pk]) if is_alone else ""
