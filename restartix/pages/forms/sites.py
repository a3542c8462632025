"""Where a form is looked at from: the patient's pages or the desk."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.http import Http404

from forms.models import Form
from forms.signers import is_named
from restartix.core.clinics.actor import Actor


@dataclass(frozen=True)
class FormSite:
    """What its addresses are called, and whether private fields are shown."""

    page: str
    signature: str
    overview: str
    template: str
    is_staff: bool = False


PATIENT = FormSite(
    page="form", signature="form_signature", overview="visit_forms", template="forms/form.html"
)
CLINIC = FormSite(
    page="clinic_form",
    signature="clinic_form_signature",
    overview="clinic_signing",
    template="forms/clinic/form.html",
)
DESK = FormSite("desk_form", "desk_form_signature", "desk_forms", "forms/desk_form.html", is_staff=True)


def admit(actor: Actor, form: Form | None, side: FormSite) -> Form:
    """404 unless the row is there for this actor, on the side of the address they came by."""
    if form is None:
        raise Http404
    visit = form.appointment
    is_theirs = actor.runs(visit) or is_named(actor, form) if side.is_staff else actor.speaks_for(visit)
    if not is_theirs:
        raise Http404
    return form


def steered_form(actor: Actor, visit: int, pk: UUID) -> Form:
    """One of a visit that this member steers: who was only named to sign it gets 404."""
    form = Form.objects.select_related("organisation").filter(appointment_id=visit, pk=pk).first()
    if form is None or not actor.runs(form.appointment):
        raise Http404
    return form
