"""Files that answer questions: saved with their form, deleted with their answer."""

from __future__ import annotations

import hashlib
from typing import Any

from django.utils import timezone

from forms.answer_form import AnswerForm, uploads
from forms.models import FieldKind, Form, FormFile
from forms.questions import Answers
from forms.uploads import Upload


def with_files(form: Form, paper: AnswerForm) -> Answers:
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
