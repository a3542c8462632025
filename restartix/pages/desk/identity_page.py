"""At the desk: who booked is somebody the record doesn't know yet; staff see who it is, and say how they checked."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from appointments.link_standing import mailed_link_standing, state_identity_check
from restartix.core.web.audiences import members_only
from restartix.core.web.middleware import ClinicRequest
from restartix.pages.desk.identity_card import IdentityCheckForm
from restartix.pages.desk.visit_page import show
from restartix.pages.desk.visit_queries import visit_at_the_desk


@members_only
@require_POST
def identity_check(request: ClinicRequest, pk: int) -> HttpResponse:
    visit = visit_at_the_desk(request, pk)
    if not mailed_link_standing(visit).may_prove:
        messages.info(request, _("There is nothing to check for this visit any more."))
        return redirect(visit)
    form = IdentityCheckForm(request.POST)
    if not form.is_valid():
        return show(request, visit, identity=form, status=422)
    state_identity_check(visit, form.cleaned_data["note"], by=request.actor)
    messages.success(request, _("Saved. From now on, the private link opens everything about the visit."))
    return redirect(visit)
