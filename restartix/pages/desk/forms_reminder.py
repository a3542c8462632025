"""One press that asks the patient for the forms that are still missing."""

from __future__ import annotations

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from restartix.core.limits import limit_tries
from restartix.core.refusals import Refusal
from restartix.core.web.audiences import members_only
from restartix.core.web.middleware import ClinicRequest
from restartix.flows.reminders import ask_for_forms
from restartix.messages.notices import notice_after
from restartix.messages.patients import LETTERS
from restartix.pages.desk.visit_page import show
from restartix.pages.desk.visit_queries import visit_at_the_desk


@limit_tries("link")
@members_only
@require_POST
def forms_reminder(request: ClinicRequest, pk: int) -> HttpResponse:
    visit = visit_at_the_desk(request, pk)
    is_told, sentence = notice_after(visit, needs=LETTERS["forms"].needs)
    if not is_told:
        return show(request, visit, refusal=sentence, status=409)
    try:
        with transaction.atomic():
            ask_for_forms(visit, by=request.actor)
    except Refusal as refusal:
        return show(request, visit, refusal=str(refusal), status=409)
    messages.success(request, _("The patient gets an e-mail about the forms."))
    return redirect(visit)
