"""A file that answers a question, served to whoever sees the form."""

from __future__ import annotations

import uuid

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from forms.models import FormFile
from restartix.core.web.audiences import patients_only
from restartix.core.web.middleware import ClinicRequest


@patients_only
@require_safe
def form_file(request: ClinicRequest, pk: uuid.UUID) -> HttpResponse:
    """Always a download, never shown inline: the content is untrusted."""
    file = get_object_or_404(FormFile, pk=pk)
    if not file.name:
        raise Http404
    answer = HttpResponse(bytes(file.content), content_type=file.type)
    answer["Content-Disposition"] = content_disposition_header(True, file.name) or "attachment"
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return answer
