"""Private answers: a table of their own, which only the staff of the visit can read."""

from __future__ import annotations

from typing import Any

from forms.models import Form, PrivateAnswers


def all_answers(form: Form) -> dict[str, Any]:
    """Every answer that the one who asks may see; private ones that were read with the form are not asked for again."""
    if Form.private.is_cached(form):
        private = getattr(form, "private", None)
    else:
        private = PrivateAnswers.objects.filter(form_id=form.pk).first()
    return {**form.answers, **(private.answers if private else {})}


def keep_private(form: Form, answers: dict[str, Any]) -> None:
    changed = PrivateAnswers.objects.filter(form_id=form.pk).update(answers=answers)
    if not changed and answers:
        PrivateAnswers.objects.create(form=form, organisation_id=form.organisation_id, answers=answers)
