"""All forms of a visit on one page, at the desk: the specialist's to fill in, and how far the patient's are."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from restartix.core.web.access_log import opens
from restartix.core.web.audiences import members_only
from restartix.core.web.middleware import ClinicRequest
from restartix.pages.desk.clocks import staff_clock
from restartix.pages.desk.visit_queries import visit_at_the_desk
from restartix.pages.forms.sites import DESK
from restartix.pages.portal.forms_page import papers


@opens("forms", visit="pk")
@members_only
@require_safe
def desk_forms(request: ClinicRequest, pk: int) -> HttpResponse:
    visit = visit_at_the_desk(request, pk)
    clock = staff_clock(request.actor)
    context = papers(request, visit, DESK) | {"when": clock.short(visit.started_at), "zone": clock.name}
    return render(request, "appointments/desk/forms.html", context)
