"""Does a signed page stand as it was signed? Anyone who holds it may ask, by its address or with the file itself."""

from __future__ import annotations

import hashlib
import uuid
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.db import connection
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from forms.signature import Seal, seal_of
from restartix.core.clinics.models import Organisation
from restartix.core.clock import Clock
from restartix.core.web.audiences import everyone
from restartix.core.web.middleware import ClinicRequest

LARGEST = 10 * 1024 * 1024


class FileForm(forms.Form):
    file = forms.FileField(
        label=gettext_lazy("The PDF as you received it"),
        widget=forms.FileInput(attrs={"accept": "application/pdf"}),
        error_messages={
            "required": gettext_lazy("Please choose the PDF."),
            "empty": gettext_lazy("This file is empty. Please choose the PDF as you received it."),
        },
    )

    def clean_file(self) -> UploadedFile[bytes]:
        file: UploadedFile[bytes] = self.cleaned_data["file"]
        if (file.size or 0) > LARGEST:
            raise forms.ValidationError(
                _("This file is larger than any of ours. Please choose the PDF itself.")
            )
        return file


@everyone
@require_safe
def signature_check(request: ClinicRequest, pk: uuid.UUID, said: str) -> HttpResponse:
    """By the address printed on the page. It says nothing that the page itself doesn't."""
    return _answer(request, seal_of(pk, said))


@everyone
@require_http_methods(["GET", "HEAD", "POST"])
def document_check(request: ClinicRequest) -> HttpResponse:
    """By the file: its bytes are hashed, compared, and forgotten."""
    if request.method != "POST":
        return render(request, "forms/check.html", {"form": FileForm()})
    form = FileForm(request.POST, request.FILES)
    if not form.is_valid():
        return render(request, "forms/check.html", {"form": form}, status=422)
    return _answer(request, _seal_of_file(form.cleaned_data["file"]), is_file=True)


def _seal_of_file(file: UploadedFile[bytes]) -> Seal | None:
    hashed = hashlib.sha256()
    for chunk in file.chunks():
        hashed.update(chunk)
    with connection.cursor() as cursor:
        cursor.execute("SELECT form, hash FROM public.check_document(%s)", [hashed.hexdigest()])
        found = cursor.fetchone()
    return seal_of(*found) if found else None


def _answer(request: ClinicRequest, seal: Seal | None, *, is_file: bool = False) -> HttpResponse:
    context: dict[str, Any] = {"asked": True, "seal": seal, "is_file": is_file, "form": FileForm()}
    if seal:
        clock = Clock(Organisation.objects.get(pk=request.actor.here).zone)
        context["signed_at"] = clock.moment(seal.signed_at)
        context["replaced_at"] = clock.moment(seal.replaced_at) if seal.replaced_at else ""
    return render(request, "forms/check.html", context, status=200 if seal else 404)
