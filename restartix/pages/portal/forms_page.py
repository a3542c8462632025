"""All forms of a visit on one page: those to fill in, one below the other, and those to read."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from appointments.models import Appointment
from forms.answer_form import AnswerForm
from forms.drafts import is_open, may_fill_in
from forms.models import Form, FormType
from forms.models import Side as Filler
from restartix.core.web.audiences import patients_only
from restartix.core.web.middleware import ClinicRequest
from restartix.pages.forms.form_page import in_list
from restartix.pages.forms.sites import PATIENT, FormSite
from restartix.pages.portal.visit_page import own_visit
from restartix.pages.shared.booking_words import visit_words


@patients_only
@require_safe
def visit_forms(request: ClinicRequest, pk: int) -> HttpResponse:
    own = own_visit(request, pk)
    by_link = not request.actor.is_signed_in
    context = papers(request, own, PATIENT) | visit_words(own, own.visitor_zone) | {"by_link": by_link}
    return render(request, "appointments/visits/forms.html", context)


def papers(request: ClinicRequest, visit: Appointment, side: FormSite) -> dict[str, Any]:
    """What waits for the one who looks, the first of it unfolded; and the rest, each a line with how far it is.

    Patients are told how many of their own forms are signed, the desk how many of all.
    """
    found = Form.objects.filter(appointment=visit).current().select_related("organisation", "private")
    forms = list(found.prefetch_related("named_signers__specialist"))
    for form in forms:
        form.appointment = visit
    mine = [form for form in forms if is_open(form) and may_fill_in(request.actor, form)]
    required = [
        form for form in forms if form.is_required and (side.is_staff or form.filled_by == Filler.PATIENT)
    ]
    return {
        "visit": visit,
        "to_fill_in": [in_list(request, form, side, unfolded=form is mine[0]) for form in mine],
        "others": [_line(form, side) for form in forms if form not in mine],
        "signed": sum(form.is_settled for form in required),
        "required": len(required),
    }


def _line(form: Form, side: FormSite) -> dict[str, Any]:
    return {
        "form": form,
        "type": FormType(form.type).label,
        "progress": None if form.is_settled else AnswerForm(form, shows_private=False).progress,
        "url": reverse(side.page, args=[form.appointment_id, form.pk]),
    }
