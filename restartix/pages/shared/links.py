"""A visit's private link: exchanged for a cookie that only this visit's own addresses get."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from restartix.core.clinics.scope import enter
from restartix.core.web.audiences import everyone
from restartix.core.web.middleware import ClinicRequest
from restartix.core.web.visit_cookie import set_visit_cookie


@require_safe
@never_cache
@everyone
def visit_link(request: ClinicRequest, pk: int, token: str) -> HttpResponse:
    """Opening it changes nothing: mail scanners do. After the visit it leads to the review alone."""
    actor = enter(slug=request.clinic_slug, link=token, client_id=request.actor.client_id)
    if pk == actor.link_appointment_id:
        page = "device_test" if request.GET.get("to") == "device_test" else "visit"
        answer = set_visit_cookie(redirect(page, pk), token, pk)
    elif pk == actor.review_appointment_id:
        answer = set_visit_cookie(redirect("review", pk), token, pk)
    else:
        answer = render(request, "appointments/visits/link_over.html", status=404)
    # This address holds the token: whatever is opened from here learns nothing of where one came from.
    answer["Referrer-Policy"] = "no-referrer"
    return answer
