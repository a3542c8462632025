"""The patient cancels their visit: asked once more, with another time offered instead."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from appointments.models import Appointment, Status
from restartix.core.refusals import NotNow
from restartix.core.web.audiences import patients_only
from restartix.core.web.middleware import ClinicRequest
from restartix.pages.portal.visit_page import allowed_for_patient, own_visit
from restartix.pages.shared.booking_words import visit_words


@patients_only
@require_http_methods(["GET", "HEAD", "POST"])
def visit_cancellation(request: ClinicRequest, pk: int) -> HttpResponse:
    """Opening it asks; only the press cancels. A second press finds the visit cancelled, as it wanted."""
    own = own_visit(request, pk)
    if request.method != "POST":
        return _question(request, own)
    try:
        own.cancel(by=request.actor, reason=request.POST.get("reason", "").replace("\x00", "")[:500])
    except NotNow:
        if own_visit(request, pk).status != Status.CANCELLED:
            raise
    messages.success(request, _("Your visit is cancelled. The clinic has been told."))
    return redirect("visit", pk)


def _question(request: ClinicRequest, own: Appointment) -> HttpResponse:
    may = allowed_for_patient(own, by=request.actor)
    if not may["may_cancel"]:
        return redirect("visit", own.pk)
    context = {"visit": own, **visit_words(own, own.visitor_zone), **may}
    return render(request, "appointments/visits/cancellation.html", context)
