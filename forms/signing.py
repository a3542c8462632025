"""Signing: from then on a form never changes, and its hash says exactly what was signed, by whom, when, from where."""

from __future__ import annotations

import hashlib
import json
from typing import Any

from django.db import transaction
from django.utils import timezone

from forms.answering import lock, write
from forms.models import Consent, FieldKind, Form, FormType, Status
from forms.paper import Paper, all_answers
from restartix.organisations.actor import Actor
from restartix.organisations.models import Event

WRITTEN = (
    *("answers", "revision", "status", "signed_at", "signed_by", "signer_name", "signed_from", "signature"),
    "content_hash",
)


def sign(
    *, form: Form, paper: Paper, revision: int, by: Actor, name: str, drawing: str = "", address: str = ""
) -> None:
    """Keep the answers and sign them; a disclaimer's consent is written with it.

    The paper must be valid as complete. Raises NotYours, NotNow, Overtaken; then nothing is signed.
    """
    if not paper.complete or not paper.is_valid():
        raise ValueError("Only a complete paper can be signed.")
    with transaction.atomic():
        lock(form, revision=revision, by=by)
        write(form, paper)
        form.status = Status.SIGNED
        form.signed_at = timezone.now()
        form.signed_by_id = by.user_id
        form.signer_name, form.signed_from, form.signature = name, address, drawing
        form.content_hash = content_hash(form, answers=all_answers(form) | paper.answers)
        form.save(update_fields=WRITTEN, force_update=True)
        if form.type == FormType.DISCLAIMER:
            _consent(form)
        Event.record("signed", by=by, appointment=form.appointment, form=str(form.pk), type=form.type)


def content_hash(form: Form, *, answers: dict[str, Any]) -> str:
    """SHA-256 over the text and its version, the answers (private ones too), the signer, the time and the address."""
    signed_at = form.signed_at
    signed = {
        "form": str(form.pk),
        "template": [str(form.template_id), form.template_version],
        "text": form.snapshot,
        "answers": answers,
        "signer": [form.signer_name, str(form.signed_by_id or "")],
        "signature": form.signature,
        "at": signed_at.isoformat() if signed_at else "",
        "from": form.signed_from,
    }
    return hashlib.sha256(json.dumps(signed, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


def is_intact(form: Form) -> bool:
    """Does a signed form still hash to what was signed? Only meaningful for who may see its private answers."""
    return form.content_hash == content_hash(form, answers=all_answers(form))


def agreed_text(form: Form) -> str:
    """The words that a disclaimer's signer agreed to, each consent a paragraph."""
    agreed = [
        one for one in form.snapshot if one["kind"] == FieldKind.CONSENT and form.answers.get(one["id"])
    ]
    return "\n\n".join("\n".join(filter(None, (one["label"], one["help"]))) for one in agreed)


def _consent(form: Form) -> None:
    text = agreed_text(form)
    Consent.objects.create(
        organisation_id=form.organisation_id,
        form=form,
        person_id=form.appointment.patient_person_id,
        signer_name=form.signer_name,
        given_at=form.signed_at or timezone.now(),
        given_from=form.signed_from,
        text=text,
        text_hash=hashlib.sha256(text.encode()).hexdigest(),
    )
