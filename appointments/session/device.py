"""The device test: a patient tries camera, microphone, speaker and connection before the visit; staff see it."""

from __future__ import annotations

import json
from typing import Any

from django.http import HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from appointments.booking.summary import own_zone
from appointments.models import Appointment
from appointments.session.call import with_camera
from appointments.visits.views import own_visit
from restartix.clock import Clock
from restartix.organisations.audiences import patients_only
from restartix.organisations.middleware import ClinicRequest
from videocall.devices import PARTS, in_words, latest_of, record
from videocall.signalling import ice_servers


@require_http_methods(["GET", "HEAD", "POST"])
@patients_only
def device_test(request: ClinicRequest, pk: int) -> HttpResponse:
    """A POST is the script's report of how it went."""
    own = own_visit(request, pk)
    if request.method == "POST":
        kept = record(own, request.POST, user_agent=request.headers.get("User-Agent", ""))
        return JsonResponse({"kept": kept is not None})
    words = _words()
    context = {
        "visit": own,
        "parts": [{"key": key, "name": name, **words["parts"][key]} for key, name in PARTS.items()],
        "ice_json": json.dumps(ice_servers()),
        "words_json": json.dumps(words),
        **_last(own),
    }
    return with_camera(render(request, "appointments/session/device_test.html", context))


def _last(own: Appointment) -> dict[str, Any]:
    test = latest_of([own.pk]).get(own.pk)
    if test is None:
        return {"last": None}
    return {
        "last": test,
        "last_words": in_words(test),
        "last_when": Clock(own_zone(own)).moment(test.tested_at),
    }


def _words() -> dict[str, Any]:
    """What the script says of each part: while it tries, when it works, when it doesn't and why."""
    return {
        "parts": {
            "camera": {
                "underway": _("Your browser may ask whether we may use it. Please allow it."),
                "ok": _("We see a picture."),
                "failed": _("No picture comes."),
            },
            "microphone": {
                "underway": _("Say something: the bar moves when we hear you."),
                "ok": _("We hear you."),
                "failed": _("We hear nothing. Is the right microphone chosen, and is it not muted?"),
            },
            "speaker": {
                "underway": _("Do you hear the tone?"),
                "ok": _("You hear us."),
                "failed": _("Turn the volume up, or use headphones; then try again."),
            },
            "network": {
                "underway": _("We try the way to us…"),
                "ok": _("Your connection reaches us."),
                "failed": _(
                    "Calls don’t come through here. Another network, the phone’s own for example, may do."
                ),
            },
        },
        "troubles": {
            "refused": _("Your browser keeps it from us. Allow it beside the address, then try again."),
            "missing": _("We find none on this device."),
            "busy": _("Another program seems to use it. Close that one, then try again."),
        },
        "untried": _("not tried"),
        "again": _("Test again"),
        "kept": _("The clinic sees this result."),
        "not_kept": _("The result could not be sent. You can try again."),
    }
