"""An admin names who signs a form instead of the visit's specialist."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from forms.answer_form import AnswerForm
from forms.signers import may_name_signer, name_signer
from restartix.core.web.audiences import admins_only
from restartix.core.web.middleware import ClinicRequest
from restartix.pages.forms.form_page import show
from restartix.pages.forms.signing_notice import SignerForm
from restartix.pages.forms.sites import DESK, steered_form


@admins_only
@require_POST
def desk_signer(request: ClinicRequest, visit: int, pk: uuid.UUID) -> HttpResponse:
    """Back to the form's page, which names both from then on."""
    form = steered_form(request.actor, visit, pk)
    if not may_name_signer(request.actor, form):
        reason = _("Nobody can be chosen to sign this form any more.")
        return render(request, "409.html", {"reason": reason}, status=409)
    sent = SignerForm(form, request.POST)
    if not sent.is_valid():
        paper = AnswerForm(form, shows_private=True)
        return show(request, form, DESK, paper, signer_form=sent, status=422)
    specialist = sent.cleaned_data["specialist"]
    name_signer(form, specialist=specialist, reason=sent.cleaned_data["reason"], by=request.actor)
    messages.success(request, _("%(name)s can sign this form now.") % {"name": specialist.display_name})
    return redirect("desk_form", visit=visit, pk=pk)
