"""After booking: what was booked, what happens next, and the entry for one's own calendar."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from appointments.models import Status
from restartix.core.web.audiences import patients_only
from restartix.core.web.middleware import ClinicRequest
from restartix.messages.calendar_entry import entry
from restartix.pages.portal.visit_page import allowed_for_patient, own_visit
from restartix.pages.shared.booking_words import steps, visit_words
from restartix.pages.shared.reach import reach_of


@require_safe
@patients_only
def booking_confirmation(request: ClinicRequest, pk: int) -> HttpResponse:
    visit = own_visit(request, pk)
    if visit.status != Status.BOOKED:
        return redirect("visit", visit.pk)
    words = visit_words(visit, visit.visitor_zone)
    context = words | {
        "visit": visit,
        "steps": steps(2),
        "facts": [(_("Patient"), visit.patient_person.name), *words["facts"]],
        "reach": reach_of(visit, by=request.actor),
        **allowed_for_patient(visit, by=request.actor),
    }
    return render(request, "appointments/booking/booked.html", context)


@require_safe
@patients_only
def visit_entry(request: ClinicRequest, pk: int) -> HttpResponse:
    response = HttpResponse(entry(own_visit(request, pk)), content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="visit.ics"'
    return response
