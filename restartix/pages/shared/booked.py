"""What follows a booking: to its page with the link of this browser, whose draft is gone."""

from __future__ import annotations

from typing import TypeVar

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import get_script_prefix

from appointments.models import Appointment, Status
from restartix.core.web.middleware import ClinicRequest
from restartix.core.web.signed_cookies import read_signed, set_signed
from restartix.core.web.visit_cookie import set_visit_cookie

DRAFT, BOOKED = "booking_draft", "booked_here"
LIFE = 3600
"""Seconds for which a browser keeps what was typed, and what was booked from which form."""

Answer = TypeVar("Answer", bound=HttpResponse)


def to_booked(visit: Appointment) -> HttpResponse:
    """Whoever has just booked holds a link in this browser, without waiting for the mail. It is the browser's own: it
    doesn't prove that they read what is mailed. Who booked for people of theirs is signed in, and needs none."""
    there = redirect("booked", visit.pk)
    return set_visit_cookie(there, visit.browser_token, visit.pk) if visit.browser_hash else there


def to_visit(visit: Appointment) -> HttpResponse:
    """Its page, which is that of the booking until the clinic has taken it on."""
    return redirect("booked" if visit.status == Status.BOOKED else "visit", visit.pk)


def finish_booking(request: ClinicRequest, visit: Appointment) -> HttpResponse:
    """To the booked visit. The draft is gone, and whoever goes back to this form, perhaps after another time was chosen
    there, is led to the visit."""
    response = drop_draft(to_booked(visit))
    set_signed(response, BOOKED, [str(visit.pk), _page(request)], path=cookie_path())
    return response


def booked_from_here(request: ClinicRequest) -> int | None:
    """The visit that was booked from the form at this very address a moment ago."""
    saved = read_signed(request, BOOKED, max_age=LIFE)
    return int(saved[0]) if saved and saved[1] == _page(request) else None


def drop_draft(response: Answer) -> Answer:
    response.delete_cookie(DRAFT, path=cookie_path())
    return response


def cookie_path() -> str:
    """Of this clinic's booking pages."""
    return f"{get_script_prefix()}services/"


def _page(request: ClinicRequest) -> str:
    return f"{request.GET.get('at', '')}|{request.GET.get('with', '')}"
