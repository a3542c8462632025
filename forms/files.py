"""Files that answer questions: kept with their form, taken away with their answer, served to whoever sees the form."""

from __future__ import annotations

import hashlib
import uuid
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from forms.models import FieldKind, Form, FormFile
from forms.paper import Paper, uploads
from forms.questions import Answers
from forms.uploads import Upload
from restartix.organisations.audiences import patients_only
from restartix.organisations.middleware import ClinicRequest


def with_files(form: Form, paper: Paper) -> Answers:
    """The paper's answers, its files kept and each answered by what it is; the hash of the bytes is signed with it."""
    answers = paper.answers
    chosen = uploads(answers)
    for asked in paper.asked:
        key = asked["id"]
        if key in chosen:
            answers[key] = _keep(form, key, chosen[key], is_private=asked["private"])
        elif asked["kind"] == FieldKind.FILE and key in paper.known and key not in answers:
            form.files.filter(question=key).update(content=b"", name="", sha256="")
    return answers


def _keep(form: Form, question: str, upload: Upload, *, is_private: bool) -> dict[str, Any]:
    facts = {
        "name": upload.name,
        "type": upload.type,
        "sha256": hashlib.sha256(upload.content).hexdigest(),
    }
    kept = facts | {"content": upload.content, "added_at": timezone.now(), "is_private": is_private}
    file, _is_new = FormFile.objects.update_or_create(
        form=form,
        question=question,
        defaults=kept,
        create_defaults=kept | {"organisation_id": form.organisation_id},
    )
    return {"file": str(file.pk), "size": len(upload.content), **facts}


@patients_only
@require_safe
def form_file(request: ClinicRequest, pk: uuid.UUID) -> HttpResponse:
    """Always saved, never shown by the browser: what it holds came from outside."""
    file = get_object_or_404(FormFile, pk=pk)
    if not file.name:
        raise Http404
    answer = HttpResponse(bytes(file.content), content_type=file.type)
    answer["Content-Disposition"] = content_disposition_header(True, file.name) or "attachment"
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return answer
