"""Pressing it: the signed paper attached, the form waived, either taken back; and the paper, to be read."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from forms.answer_form import AnswerForm
from forms.models import Form, SignedPaper
from forms.settlement import attach_papers, reopen, waive
from restartix.core.web.audiences import members_only, patients_only
from restartix.core.web.middleware import ClinicRequest
from restartix.pages.forms.form_page import show
from restartix.pages.forms.settling_forms import PaperForm, ReopeningForm, WaiverForm, ways_of
from restartix.pages.forms.sites import DESK, steered_form


@members_only
@require_POST
def desk_paper(request: ClinicRequest, visit: int, pk: uuid.UUID) -> HttpResponse:
    return _act(
        request,
        steered_form(request.actor, visit, pk),
        PaperForm(request.POST, request.FILES),
        lambda form, said: attach_papers(form, said["papers"], by=request.actor),
        _("The signed paper is attached."),
    )


@members_only
@require_POST
def desk_waiver(request: ClinicRequest, visit: int, pk: uuid.UUID) -> HttpResponse:
    return _act(
        request,
        steered_form(request.actor, visit, pk),
        WaiverForm(request.POST),
        lambda form, said: waive(form, reason=said["reason"], by=request.actor),
        _("The form is waived."),
    )


@members_only
@require_POST
def desk_reopening(request: ClinicRequest, visit: int, pk: uuid.UUID) -> HttpResponse:
    return _act(
        request,
        steered_form(request.actor, visit, pk),
        ReopeningForm(request.POST),
        lambda form, said: reopen(form, reason=said["reason"], by=request.actor),
        _("Withdrawn: the form can be signed again."),
    )


@patients_only
@require_safe
def signed_paper(request: ClinicRequest, pk: uuid.UUID) -> HttpResponse:
    """Always saved, never shown by the browser: what it holds came from outside. The rows decide who reads it."""
    paper = get_object_or_404(SignedPaper, pk=pk)
    answer = HttpResponse(bytes(paper.content), content_type=paper.type)
    answer["Content-Disposition"] = content_disposition_header(True, paper.name) or "attachment"
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return answer


def _act(
    request: ClinicRequest,
    form: Form,
    sent: forms.Form,
    verb: Callable[[Form, dict[str, Any]], None],
    said: str,
) -> HttpResponse:
    """Back to the form's page, or to the visit's when it came from there."""
    if not sent.is_valid():
        paper = AnswerForm(form, shows_private=True)
        ways = ways_of(request.actor, form, sent=sent)
        return show(request, form, DESK, paper, ways=ways, status=422)
    verb(form, sent.cleaned_data)
    messages.success(request, said)
    if request.POST.get("back") == "visit":
        return redirect("appointment", form.appointment_id)
    return redirect("desk_form", visit=form.appointment_id, pk=form.pk)
