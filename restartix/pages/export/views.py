"""One's own data: ask for the archive, and fetch it while it is there."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from appointments.models.export import Export
from patients.models import PatientPerson
from restartix.core.clinics.models import Organisation
from restartix.core.clock import Clock
from restartix.core.web.audiences import patients_only
from restartix.core.web.middleware import ClinicRequest
from restartix.flows.export.request import request_export


@patients_only
@require_http_methods(["GET", "HEAD", "POST"])
def my_export(request: ClinicRequest, pk: UUID) -> HttpResponse:
    person = get_object_or_404(PatientPerson.objects.filter(pk__in=request.actor.person_ids), pk=pk)
    clinic = Organisation.objects.get(pk=request.actor.here)
    found = Export.objects.filter(person=person).defer("content", "gathered").order_by("-created_at")
    if request.method == "POST":
        request_export(person, clinic, by=request.actor)
        messages.success(request, _("Your download is being prepared. It will be here in a minute."))
        return redirect("my_export", pk)
    clock = Clock(clinic.zone)
    lines = [(one, clock.short(one.created_at), clock.short(one.expires_at)) for one in found]
    return render(
        request, "appointments/export/export.html", {"person": person, "lines": lines, "zone": clock.name}
    )


@patients_only
@require_safe
def my_archive(request: ClinicRequest, pk: UUID) -> HttpResponse:
    """The file itself; the log records the download."""
    export = get_object_or_404(Export, pk=pk)
    if export.content is None:
        raise Http404
    export.note_download()
    response = HttpResponse(bytes(export.content), content_type="application/zip")
    day = Clock(export.organisation.zone).local(export.created_at).date()
    response["Content-Disposition"] = f'attachment; filename="my-data-{day}.zip"'
    return response
