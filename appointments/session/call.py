"""What the call's script and its template need to know, for either side."""

from __future__ import annotations

import json
from typing import Any

from django.conf import settings
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from appointments.models import Appointment
from videocall.models import Participant
from videocall.rooms import ask_for_room, provider

DAILY = "https://*.daily.co"


def framing(page: HttpResponse) -> HttpResponse:
    """The page may use camera and microphone, and hold Daily's room where that is what we use."""
    if not settings.DAILY_API_KEY:
        return with_camera(page)
    page._csp_update = {"frame-src": [DAILY]}  # type: ignore[attr-defined]
    return with_camera(page, DAILY)


def with_camera(page: HttpResponse, *origins: str) -> HttpResponse:
    """This page alone may open camera, microphone and screen; every other page forbids them (restartix.permissions)."""
    whom = " ".join(["self", *(f'"{origin}"' for origin in origins)])
    devices = ("camera", "microphone", "display-capture")
    page["Permissions-Policy"] = ", ".join(f"{device}=({whom})" for device in devices)
    return page


def call_of(visit: Appointment, side: Participant.Side) -> dict[str, Any]:
    """The call as this side sees it; a room that is missing is asked for on the way."""
    ask_for_room(visit)
    is_staff = side == Participant.Side.STAFF
    other = visit.patient_person.name if is_staff else visit.specialist.display_name
    words = _words(other, is_staff=is_staff)
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


def _words(other: str, *, is_staff: bool) -> dict[str, Any]:
    """What the script says, by the state the call is in."""
    waiting = (
        _("Nobody has come in yet. You see here when %(name)s does.")
        if is_staff
        else _("You are let in. Waiting for %(name)s.")
    )
    return {
        "heads": {
            "waiting": _("Waiting"),
            "door": _("Waiting room"),
            "connected": _("Connected"),
            "failed": _("Not connected"),
        },
        "preparing": _("Opening your camera and microphone…"),
        "waiting": waiting % {"name": other},
        "expected": _("%(name)s is here and sees that you wait.") % {"name": other},
        "unexpected": _("Waiting for %(name)s, who is not in the room yet.") % {"name": other},
        "door": _("%(name)s is in the waiting room. Let them in when you are ready.") % {"name": other},
        "connecting": _("Connecting with %(name)s…") % {"name": other},
        "again": _("The connection to %(name)s is interrupted. It comes back by itself.") % {"name": other},
        "connected": _("Connected"),
        "failed": _("The picture does not come through. We keep trying."),
        "offline": _("Your connection is interrupted. We keep trying."),
        "over": _("The call is over."),
        "frame": _("Video call"),
        "you": _("You"),
        "troubles": {
            "refused": _(
                "Your browser keeps the camera or the microphone from us. Allow them beside the address, "
                "then try again."
            ),
            "missing": _("We find no camera or no microphone on this device."),
            "busy": _("Another program seems to use your camera or microphone. Close it, then try again."),
        },
        "heard": _("Until then you are heard, but not seen."),
        "seen": _("Until then you are seen, but not heard."),
    }
