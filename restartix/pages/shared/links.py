"""A visit's private link: exchanged for a cookie that only this visit's own addresses get."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from appointments.models import Appointment, Status
from restartix.core.clinics.scope import enter
from restartix.core.web.audiences import everyone
from restartix.core.web.middleware import VISIT_COOKIE, ClinicRequest


@require_safe
@never_cache
@everyone
def visit_link(request: ClinicRequest, pk: int, token: str) -> HttpResponse:
    """Opening it changes nothing: mail scanners do. After the visit it leads to the review alone."""
    actor = enter(slug=request.clinic_slug, link=token, client_id=request.actor.client_id)
    if pk == actor.link_appointment_id:
        page = "device_test" if request.GET.get("to") == "device_test" else "visit"
        answer = keep_cookie(redirect(page, pk), token, pk)
    elif pk == actor.review_appointment_id:
        answer = keep_cookie(redirect("review", pk), token, pk)
    else:
        answer = render(request, "appointments/visits/link_over.html", status=404)
    # This address holds the token: whatever is opened from here learns nothing of where one came from.
    answer["Referrer-Policy"] = "no-referrer"
    return answer


def to_booked(visit: Appointment) -> HttpResponse:
    """Whoever has just booked holds a link in this browser, without waiting for the mail. It is the browser's own: it
    doesn't prove that they read what is mailed. Who booked for people of theirs is signed in, and needs none."""
    there = redirect("booked", visit.pk)
    return keep_cookie(there, visit.browser_token, visit.pk) if visit.browser_hash else there


def to_visit(visit: Appointment) -> HttpResponse:
    """Its page, which is that of the booking until the clinic has taken it on."""
    return redirect("booked" if visit.status == Status.BOOKED else "visit", visit.pk)


def keep_cookie(response: HttpResponse, token: str, pk: int) -> HttpResponse:
    """Until the browser is closed, and for this visit's own addresses only."""
    response.set_cookie(
        VISIT_COOKIE,
        token,
        path=reverse("visit", args=[pk]),
        httponly=True,
        samesite="Lax",
        secure=settings.SECURE,
    )
    return response
