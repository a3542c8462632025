"""On a form's page in the settings: which services and calendars require it."""

from __future__ import annotations

import uuid
from collections.abc import Iterable

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from forms.models import FormTemplate
from restartix.core.web.audiences import admins_only
from restartix.core.web.middleware import ClinicRequest
from restartix.flows.form_attachments import set_services_and_calendars


@admins_only
@require_POST
def form_attachments(request: ClinicRequest, pk: uuid.UUID) -> HttpResponse:
    template = get_object_or_404(FormTemplate, pk=pk)
    services = {str(one) for one in request.POST.getlist("services")}
    calendars = {str(one) for one in request.POST.getlist("calendars")}
    set_services_and_calendars(template, services=_uuids(services), calendars=_uuids(calendars))
    messages.success(request, _("Saved. It applies to bookings accepted from now on."))
    return redirect("form_template", pk)


def _uuids(said: Iterable[str]) -> set[uuid.UUID]:
    found = set()
    for one in said:
        try:
            found.add(uuid.UUID(one))
        except ValueError:
            continue
    return found
