"""The patient's side of a visit: see it, confirm it, call it off, find its forms and its room."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from appointments.models import Appointment, Status
from appointments.models.status import ACTIVE
from forms.models import Side
from patients.models import PatientPerson
from restartix.core.clinics.actor import Actor
from restartix.core.limits import limit_tries
from restartix.core.refusals import NotNow
from restartix.core.verbs import refusal
from restartix.core.web.audiences import patients_only
from restartix.core.web.middleware import ClinicRequest
from restartix.flows.addons import added_facts
from restartix.pages.shared.booking_words import visit_words
from restartix.pages.shared.reach import reach_of


@require_safe
@patients_only
def visit(request: ClinicRequest, pk: int) -> HttpResponse:
    if request.actor.review_appointment_id == pk and not request.actor.is_signed_in:
        return redirect("review", pk)
    own = own_visit(request, pk)
    forms = list(own.forms.current())
    to_fill_in = [form for form in forms if form.filled_by == Side.PATIENT]
    context = {
        "visit": own,
        "person": own.patient_person,
        "by_link": not request.actor.is_signed_in,
        **visit_words(own, own.visitor_zone, added=added_facts(own)),
        "to_fill_in": to_fill_in,
        "open_forms": any(not form.is_settled for form in to_fill_in),
        "reach": reach_of(own, by=request.actor),
        "to_read": [form for form in forms if form.filled_by != Side.PATIENT],
        **allowed_for_patient(own, by=request.actor),
    }
    return render(request, "appointments/visits/visit.html", context)


@require_POST
@patients_only
def visit_confirmation(request: ClinicRequest, pk: int) -> HttpResponse:
    own = own_visit(request, pk)
    try:
        own.confirm(by=request.actor)
    except NotNow:
        if own_visit(request, pk).status != Status.CONFIRMED:
            raise
    messages.success(request, _("Thank you. Your visit is confirmed."))
    return redirect("visit", pk)


@limit_tries("link")
@require_POST
@patients_only
def visit_new_link(request: ClinicRequest, pk: int) -> HttpResponse:
    """For somebody signed in whose mail has gone astray, or into the wrong hands."""
    own_visit(request, pk).renew_link(by=request.actor)
    messages.success(request, _("We are sending you a new private link. The previous one no longer works."))
    return redirect("visit", pk)


def own_visit(request: ClinicRequest, pk: int) -> Appointment:
    """The visit, for those it belongs to; to everyone else it doesn't exist."""
    visits = Appointment.objects.not_removed().select_related("organisation", "room")
    own = visits.with_names().filter(pk=pk).first() or _as_booked(visits.filter(pk=pk).first())
    if own is None or not request.actor.speaks_for(own):
        raise Http404
    return own


def _as_booked(own: Appointment | None) -> Appointment | None:
    """A visit whose holder may not know yet whose record it is: its person is the one that was typed."""
    if own:
        typed = PatientPerson.objects.filter(pk=own.booked_as_id).first()
        own.show_person_as(typed.name if typed else "")
    return own


def allowed_for_patient(own: Appointment, *, by: Actor) -> dict[str, Any]:
    """What the patient's side may do now; the page offers nothing that the verbs would refuse. Staff who are patients
    too get no more here than any patient."""
    side, room = by.as_patient, getattr(own, "room", None)
    may_cancel = refusal(own, "cancel", side) is None
    reviews = own.status == Status.DONE and by.reads_results_of(own)
    joinable = own.status in ACTIVE and not own.is_over and room is not None and room.is_ready
    return {
        "may_confirm": refusal(own, "confirm", side) is None,
        "may_cancel": may_cancel,
        "may_move": refusal(own, "reschedule", side) is None,
        # A visit that is over or called off has little use for a link, though its verb would still send one.
        "may_renew_link": own.is_ahead and refusal(own, "renew_link", side) is None,
        "too_late_to_cancel": by.books_for(own) and own.is_ahead and not may_cancel,
        "may_join": joinable and own.session_has_opened,
        "joins_later": joinable and not own.session_has_opened,
        "may_keep_entry": own.is_ahead or (own.status == Status.INPROGRESS and not own.is_over),
        "early_minutes": own.organisation.opens_session_minutes_before,
        "join_url": reverse("visit_session", args=[own.pk]),
        "review_url": reverse("review", args=[own.pk]) if reviews else "",
    }
