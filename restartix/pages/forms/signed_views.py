"""What a signed form's page offers beside the form: its paper, its versions, a correction."""

from __future__ import annotations

import uuid
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from forms.corrections import correct, may_correct
from forms.documents import file_name, paper_of
from forms.models import Form, NamedSigner
from forms.pdf import typeset
from forms.signers import form_named_for_me
from restartix.core.clinics.actor import Actor
from restartix.core.clock import Clock
from restartix.core.web.access_log import opens
from restartix.core.web.audiences import members_only, patients_only
from restartix.core.web.middleware import ClinicRequest
from restartix.pages.forms.signing_notice import naming_words
from restartix.pages.forms.sites import DESK, PATIENT, admit


class FormCorrectionForm(forms.Form):
    reason = forms.CharField(
        label=gettext_lazy("What has to be corrected, and why?"),
        help_text=gettext_lazy("Appears on the new version. The old one stays as it was signed."),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": gettext_lazy("Please say what has to be corrected.")},
    )


def about_signed(actor: Actor, form: Form, *, is_staff: bool) -> dict[str, Any]:
    """For forms/_signed.html."""
    side, here = ("desk" if is_staff else "form"), [form.appointment_id, form.pk]
    clock = Clock(form.organisation.zone)
    later: Form | None = getattr(form, "replaced_by", None)
    return {
        "signed_at": form.signed_at and clock.moment(form.signed_at),
        "document_url": reverse(f"{side}_document", args=here) if paper_of(form, for_staff=is_staff) else "",
        "check_url": reverse("signature_check", args=[form.pk, form.content_hash[:16]]),
        "correction": FormCorrectionForm() if may_correct(actor, form) else None,
        "correction_url": reverse(f"{side}_correction", args=here),
        "earlier": _version(form.replaces, is_staff=is_staff, clock=clock),
        "later": _version(later, is_staff=is_staff, clock=clock),
        **_about_naming(form, is_staff=is_staff),
    }


def _about_naming(form: Form, *, is_staff: bool) -> dict[str, str]:
    """That somebody else than the visit's specialist signed; who named them, and why, is the staff's to read."""
    used: NamedSigner | None = form.named_signer
    if used is None:
        return {}
    if is_staff:
        return {"signed_instead": naming_words(form, used), "instead_reason": used.reason}
    who = {"signer": form.signer_name, "specialist": form.appointment.specialist.display_name}
    return {"signed_instead": _("%(signer)s signed instead of %(specialist)s.") % who}


@patients_only
@require_safe
def form_document(request: ClinicRequest, visit: int, pk: uuid.UUID) -> HttpResponse:
    return _document(_found(request, visit, pk, is_staff=False), is_staff=False)


@opens("forms", visit="visit")
@members_only
@require_safe
def desk_document(request: ClinicRequest, visit: int, pk: uuid.UUID) -> HttpResponse:
    return _document(_found(request, visit, pk, is_staff=True), is_staff=True)


@patients_only
@require_POST
def form_correction(request: ClinicRequest, visit: int, pk: uuid.UUID) -> HttpResponse:
    return _correction(request, _found(request, visit, pk, is_staff=False), "form")


@members_only
@require_POST
def desk_correction(request: ClinicRequest, visit: int, pk: uuid.UUID) -> HttpResponse:
    return _correction(request, _found(request, visit, pk, is_staff=True), "desk_form")


def _found(request: ClinicRequest, visit: int, pk: uuid.UUID, *, is_staff: bool) -> Form:
    """For who was named to sign it, with what they may know of its visit, which is hidden from them."""
    form = Form.objects.filter(appointment_id=visit, pk=pk).first()
    if is_staff and form is not None and request.actor.specialist_ids:
        form = form_named_for_me(visit, pk) or form
    return admit(request.actor, form, DESK if is_staff else PATIENT)


def _document(form: Form, *, is_staff: bool) -> HttpResponse:
    if form.is_settled and not form.is_signed:  # nothing is sealed: drawn as it stands now
        content = typeset(form, shows_private=is_staff)
    else:
        paper = paper_of(form, for_staff=is_staff)
        if paper is None:
            raise Http404
        content = bytes(paper.content)
    answer = HttpResponse(content, content_type="application/pdf")
    answer["Content-Disposition"] = f'attachment; filename="{file_name(form)}"'
    return answer


def _correction(request: ClinicRequest, form: Form, page: str) -> HttpResponse:
    said = FormCorrectionForm(request.POST)
    if not said.is_valid():
        messages.error(request, _("Please say what has to be corrected."))
        return redirect(page, visit=form.appointment_id, pk=form.pk)
    new = correct(form, reason=said.cleaned_data["reason"], by=request.actor)
    return redirect(page, visit=new.appointment_id, pk=new.pk)


def _version(form: Form | None, *, is_staff: bool, clock: Clock) -> dict[str, Any] | None:
    """Another version of the form: where it is, and when it was signed if it was."""
    if form is None:
        return None
    return {
        "url": reverse("desk_form" if is_staff else "form", args=[form.appointment_id, form.pk]),
        "signed_at": clock.moment(form.signed_at) if form.signed_at else "",
    }
