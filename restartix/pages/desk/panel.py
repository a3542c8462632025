"""A visit in the calendar's side panel: the same address and the same acts as its page, in a smaller shape."""

from __future__ import annotations

from django.http import HttpRequest

from appointments.models import Appointment
from restartix.pages.calendar.presence import here_in

PAGE, PANEL = "appointments/desk/appointment.html", "appointments/desk/calendar/panel.html"


def template_for(request: HttpRequest) -> str:
    """Asked for by the panel, also at the end of an act's redirect, it is the panel's."""
    return PANEL if is_panel(request) else PAGE


def is_panel(request: HttpRequest) -> bool:
    return request.headers.get("HX-Target") == "panel-body"


def who_is_here(request: HttpRequest, visit: Appointment) -> str:
    return here_in(visit.pk) if is_panel(request) else ""
