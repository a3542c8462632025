"""Consent to text messages, given and withdrawn by whoever booked, on the visit's own pages."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from appointments.models import Appointment
from appointments.models.status import AHEAD
from restartix.core.limits import limit_tries
from restartix.core.web.audiences import patients_only
from restartix.core.web.middleware import ClinicRequest
from restartix.pages.portal.visit_page import own_visit
from restartix.pages.shared.booked import to_visit


@limit_tries("link")
@require_POST
@patients_only
def visit_texts(request: ClinicRequest, pk: int) -> HttpResponse:
    """Ask for text messages about this visit."""
    visit = own_visit(request, pk)
    visit.want_texts(by=request.actor)
    messages.success(request, _("Saved: you get text messages about this visit too."))
    return to_visit(visit)


@limit_tries("link")
@require_POST
@patients_only
def visit_texts_end(request: ClinicRequest, pk: int) -> HttpResponse:
    """Withdraw it: for this visit, and for the same person's others ahead which the one who asks may see."""
    visit = own_visit(request, pk)
    visit.stop_texts(by=request.actor)
    others = Appointment.objects.filter(
        organisation=visit.organisation_id,
        patient_person=visit.patient_person_id,
        status__in=AHEAD,
        wants_sms=True,
    )
    for other in others.exclude(pk=pk):
        if request.actor.books_for(other):
            other.stop_texts(by=request.actor)
    messages.success(request, _("Saved: you will get no more text messages, only e-mails."))
    return to_visit(visit)
