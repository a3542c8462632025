"""What prevents a visit from being completed, and the ways to settle each of its forms."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID

from django.db.models import OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils import timezone

from appointments.models import Appointment
from forms.clinic_signing import may_sign_at_the_clinic
from forms.models import ClinicSigning, Form, Side
from forms.models.clinic_signing import IDLE_MINUTES
from restartix.core.clinics.actor import Actor
from restartix.pages.forms.settling_forms import ways_of


def ways_to_settle(visit: Appointment, actor: Actor, *, refused: bool) -> dict[str, Any]:
    """For the visit's page: the ways to sign at the clinic, the codes that are open, and, once completing was refused,
    what stands in its way."""
    return {
        "signing": signing_ways(visit, actor, waits=_waits(visit)),
        "codes": visit.open_codes,  # type: ignore[attr-defined]
        "unsettled": unsettled_of(visit, actor) if refused else [],
    }


def unsettled_of(visit: Appointment, actor: Actor) -> list[dict[str, Any]]:
    """The required forms that are neither signed, on paper nor waived, each with the ways that this member has."""
    found = Form.objects.filter(appointment=visit).unsigned_required().select_related("organisation")
    return [_line(form, visit, actor) for form in found]


def signing_ways(visit: Appointment, actor: Actor, *, waits: bool) -> dict[str, Any]:
    """Signing on this device, and the QR code: while a patient's form waits."""
    if not waits or not may_sign_at_the_clinic(actor, visit):
        return {}
    return {
        "here": reverse("sign_here", args=[visit.pk]),
        "elsewhere": reverse("sign_elsewhere", args=[visit.pk]),
    }


def open_codes(visit: OuterRef) -> QuerySet[ClinicSigning, tuple[UUID]]:
    """The keys of the visit's codes that still open something, to be read as part of another query."""
    now, idle = timezone.now(), timedelta(minutes=IDLE_MINUTES)
    is_in_use = Q(used_at=None) | Q(used_at__gt=now - idle)
    found = ClinicSigning.objects.filter(
        is_in_use, appointment_id=visit, is_elsewhere=True, ended_at=None, expires_at__gt=now
    )
    return found.values_list("pk")


def _waits(visit: Appointment) -> bool:
    """Is one of the patient's forms, which are at hand, neither signed, on paper nor waived?"""
    return any(form.filled_by == Side.PATIENT and not form.is_settled for form in visit.forms.all())


def _line(form: Form, visit: Appointment, actor: Actor) -> dict[str, Any]:
    form.appointment = visit
    is_theirs = form.filled_by == Side.PATIENT
    return {
        "name": form.name,
        "is_patients": is_theirs,
        "specialist": visit.specialist.display_name,
        "url": reverse("desk_form", args=[visit.pk, form.pk]),
        "ways": ways_of(actor, form),
    }
