"""Filling in, saving, signing and reading a form: the same for the patient's side and for the clinic's."""

from __future__ import annotations

import json
import uuid

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from forms.answer_form import AnswerForm
from forms.drafts import EditConflict, PageTurn, save_draft
from forms.models import Form
from forms.signature import sign
from forms.signers import form_named_for_me
from forms.signing_form import Signature
from forms.typefaces import missing_glyphs
from restartix.core.limits.network import address_of
from restartix.core.numbers import whole_number
from restartix.core.refusals import Refusal
from restartix.core.web.access_log import opens
from restartix.core.web.audiences import members_only, patients_only
from restartix.core.web.middleware import ClinicRequest
from restartix.pages.forms.form_page import reread, return_to_form, show, show_save_status, signing_form
from restartix.pages.forms.sites import DESK, PATIENT, FormSite, admit


@patients_only
@require_http_methods(["GET", "POST"])
def form(request: ClinicRequest, visit: int, pk: uuid.UUID) -> HttpResponse:
    found = _found(visit, pk)
    if found is None and not request.actor.is_signed_in:
        return render(request, "forms/sign_in_first.html", {"visit": visit})
    return form_page(request, admit(request.actor, found, PATIENT), PATIENT)


@patients_only
@require_POST
def form_signature(request: ClinicRequest, visit: int, pk: uuid.UUID) -> HttpResponse:
    return form_signed(request, admit(request.actor, _found(visit, pk), PATIENT), PATIENT)


@opens("forms", visit="visit")
@members_only
@require_http_methods(["GET", "POST"])
def desk_form(request: ClinicRequest, visit: int, pk: uuid.UUID) -> HttpResponse:
    return form_page(request, _at_the_desk(request, visit, pk), DESK)


@members_only
@require_POST
def desk_form_signature(request: ClinicRequest, visit: int, pk: uuid.UUID) -> HttpResponse:
    return form_signed(request, _at_the_desk(request, visit, pk), DESK)


def _found(visit: int, pk: uuid.UUID) -> Form | None:
    forms = Form.objects.select_related(
        *("appointment__patient_person", "appointment__service", "appointment__specialist"),
        *("organisation", "private", "replaced_by"),
    )
    return forms.filter(appointment_id=visit, pk=pk).first()


def _at_the_desk(request: ClinicRequest, visit: int, pk: uuid.UUID) -> Form:
    """A form of a visit that this member steers, or one that they were named to sign."""
    found = _found(visit, pk)
    if found is None and request.actor.specialist_ids:
        found = form_named_for_me(visit, pk)
    return admit(request.actor, found, DESK)


def form_page(request: ClinicRequest, form: Form, side: FormSite) -> HttpResponse:
    """Show the form; a POST saves the answers so far, on a press or (`auto`) by itself."""
    if request.method != "POST":
        return show(request, form, side, AnswerForm(form, shows_private=side.is_staff))
    paper = AnswerForm(form, request.POST, request.FILES, shows_private=side.is_staff)
    if "auto" in request.GET:
        return _as_typed(request, form, side, paper)
    try:
        save_draft(form=form, paper=paper, revision=_revision(request), by=request.actor)
    except EditConflict as refusal:
        return show(request, reread(form), side, paper, problem=str(refusal), status=422)
    if not paper.is_valid():
        paper.look_again()
        problem = _("The rest is saved. Answers that need correcting stay as they were last saved.")
        return show(request, form, side, paper, problem=problem, status=422)
    return return_to_form(request, form, side, _("Saved. You can continue later."))


def _as_typed(request: ClinicRequest, form: Form, side: FormSite, paper: AnswerForm) -> HttpResponse:
    """Kept while it is being typed: the page stays as it is, and only learns how that went."""
    page = PageTurn.of(request.POST.get("page", ""), request.POST.get("turn", ""))
    try:
        save_draft(form=form, paper=paper, revision=_revision(request), by=request.actor, page=page)
    except EditConflict:
        words = _(
            "Somebody else has saved this form in the meantime, so what you type is not saved. It is "
            "still here."
        )
        return show_save_status(request, reread(form), paper, problem=words)
    except Refusal as refusal:
        return show_save_status(request, reread(form), paper, problem=str(refusal))
    paper.look_again()
    return show_save_status(request, form, paper)


def form_signed(request: ClinicRequest, form: Form, side: FormSite) -> HttpResponse:
    """Sign what was sent, when it is complete."""
    paper = AnswerForm(form, request.POST, request.FILES, shows_private=side.is_staff, complete=True)
    signing = signing_form(request.actor, form, side, request.POST)
    if not (paper.is_valid() & signing.is_valid()):
        return show(request, form, side, paper, signing=signing, status=422)
    missing = "".join(missing_glyphs(_words_of(form, paper, signing.as_signature)))
    if missing != request.POST.get("unshown", ""):
        return show(request, form, side, paper, signing=signing, unshown=missing, status=422)
    try:
        sign(
            form=form,
            paper=paper,
            revision=_revision(request),
            by=request.actor,
            signature=signing.as_signature,
            address=address_of(request),
        )
    except EditConflict as refusal:
        return show(request, reread(form), side, paper, signing=signing, problem=str(refusal), status=422)
    return return_to_form(request, form, side, _("Signed. Thank you."))


def _words_of(form: Form, paper: AnswerForm, signature: Signature) -> str:
    """What its PDF will say, as far as people typed it."""
    names = [signature.name, signature.relationship, form.appointment.patient_person.name, form.name]
    return json.dumps(
        [names, form.snapshot, paper.answers], ensure_ascii=False, default=lambda upload: upload.name
    )


def _revision(request: ClinicRequest) -> int:
    """The revision the page was made from, or the one that is to be overwritten knowingly (`anyway`)."""
    said = request.POST.get("anyway") or request.POST.get("revision", "")
    revision = whole_number(said, most=2**31 - 1)
    return -1 if revision is None else revision
