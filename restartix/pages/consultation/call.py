"""What the call's script and its template need to know, for either side."""

from __future__ import annotations

import json
from typing import Any

from django.conf import settings
from django.http import HttpResponse
from django.urls import reverse

from appointments.models import Appointment
from restartix.pages.consultation.script_strings import words_of_call
from videocall.models import Participant
from videocall.rooms import ensure_room, provider

DAILY = "https://*.daily.co"


def allow_call(page: HttpResponse) -> HttpResponse:
    """The page may use camera and microphone, and hold Daily's room where that is what we use."""
    if not settings.DAILY_API_KEY:
        return allow_camera(page)
    page._csp_update = {"frame-src": [DAILY]}  # type: ignore[attr-defined]
    return allow_camera(page, DAILY)


def allow_camera(page: HttpResponse, *origins: str) -> HttpResponse:
    """This page alone may open camera, microphone and screen; every other page forbids them (core.web.permissions)."""
    whom = " ".join(["self", *(f'"{origin}"' for origin in origins)])
    devices = ("camera", "microphone", "display-capture")
    page["Permissions-Policy"] = ", ".join(f"{device}=({whom})" for device in devices)
    return page


def call_of(visit: Appointment, side: Participant.Side) -> dict[str, Any]:
    """The call as this side sees it; a room that is missing is asked for on the way."""
    ensure_room(visit)
    is_staff = side == Participant.Side.STAFF
    other = visit.patient_person.name if is_staff else visit.specialist.display_name
    words = words_of_call(other, is_staff=is_staff)
    return {
        "url": reverse("call" if is_staff else "visit_call", args=[visit.pk]),
        "leave_url": reverse("appointment" if is_staff else "visit", args=[visit.pk]),
        "provider": provider(),
        "other": other,
        "self": visit.specialist.display_name if is_staff else visit.patient_person.name,
        "phone": "" if is_staff else visit.organisation.phone,
        "their_phone": visit.patient_person.phone if is_staff else "",
        "is_staff": is_staff,
        "words": words,
        "words_json": json.dumps(words),
    }
