"""The device test: a patient tries camera, microphone, speaker and connection before the visit; staff see it."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

from django.http import HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from appointments.models import Appointment
from restartix.core.clock import Clock
from restartix.core.web.audiences import patients_only
from restartix.core.web.middleware import ClinicRequest
from restartix.pages.consultation.call import allow_camera
from restartix.pages.consultation.script_strings import words_of_test
from restartix.pages.portal.visit_page import own_visit
from videocall.devices import PARTS, in_words, latest_of, record
from videocall.relays import ice_servers
from videocall.rooms import is_meeting

A_TEST = timedelta(minutes=10)


@require_http_methods(["GET", "HEAD", "POST"])
@patients_only
def device_test(request: ClinicRequest, pk: int) -> HttpResponse:
    """A POST is the script's report of how it went. With `relays` a GET answers the way that a call would take."""
    own = own_visit(request, pk)
    if request.method == "POST":
        kept = record(own, request.POST, user_agent=request.headers.get("User-Agent", ""))
        return JsonResponse({"kept": kept is not None})
    if "relays" in request.GET:
        until = timezone.now() + A_TEST
        return JsonResponse(
            {"ice": ice_servers(whom=f"test-{own.pk}", until=until) if is_meeting(own) else []}
        )
    words = words_of_test()
    context = {
        "visit": own,
        "parts": [{"key": key, "name": name, **words["parts"][key]} for key, name in PARTS.items()],
        "words_json": json.dumps(words),
        **_last(own),
    }
    return allow_camera(render(request, "appointments/session/device_test.html", context))


def _last(own: Appointment) -> dict[str, Any]:
    test = latest_of([own.pk]).get(own.pk)
    if test is None:
        return {"last": None}
    return {
        "last": test,
        "last_words": in_words(test),
        "last_when": Clock(own.visitor_zone).moment(test.tested_at),
    }
