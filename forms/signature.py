"""Signing: from then on a form never changes, and its hash says exactly what was signed, by whom, when, from where."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import connection, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from forms.answer_form import AnswerForm
from forms.drafts import lock, may_sign, write
from forms.models import Consent, FieldKind, Form, FormStatus, FormType, Side
from forms.signers import account_name, signs_as_specialist
from forms.signing_form import Signature
from restartix.core.clinics.actor import Actor
from restartix.core.clinics.models import Event
from restartix.core.effects.models import Effect, Kind
from restartix.core.refusals import NotNow, NotYours

WRITTEN = (
    *(
        "answers",
        "sources",
        "revision",
        "status",
        "signed_at",
        "signed_by",
        "signer_name",
        "signer_relationship",
        "signed_from",
        "signed_how",
    ),
    "signature",
)


@dataclass(frozen=True)
class Seal:
    """What the database says of a signed form to whoever holds its page."""

    type: FormType
    signed_at: datetime
    is_intact: bool
    replaced_at: datetime | None


def sign(
    *, form: Form, paper: AnswerForm, revision: int, by: Actor, signature: Signature, address: str = ""
) -> None:
    """Save the answers and sign them; a disclaimer's consent is written with it, and its PDF requested.

    The paper must be valid as complete. The database seals the form with the hash of all of it. A specialist's form
    carries the account's name. Raises NotYours, NotNow, Overtaken; then nothing is signed."""
    if not paper.complete or not paper.is_valid():
        raise ValueError("Only a complete paper can be signed.")
    with transaction.atomic():
        lock(form, revision=revision, by=by)
        _judge(form, by)
        write(form, paper)
        form.status = FormStatus.SIGNED
        form.signed_at = timezone.now()
        form.signed_by_id, form.signed_from = by.user_id, address
        form.signer_name = account_name() if form.filled_by == Side.SPECIALIST else signature.name
        form.signed_how, form.signature = signature.how, signature.drawing
        form.signer_relationship = signature.relationship
        form.save(update_fields=WRITTEN, force_update=True)
        form.refresh_from_db(fields=["content_hash", "named_signer", "witness", "witness_name"])
        if form.type == FormType.DISCLAIMER:
            _consent(form)
        Event.record("signed", by=by, appointment=form.appointment, form=str(form.pk), type=form.type)
        ask_for_documents(form)


def _judge(form: Form, by: Actor) -> None:
    if may_sign(by, form):
        return
    if signs_as_specialist(by, form):
        raise NotNow(_("It can be signed once the visit is in progress."))
    raise NotYours(_("Only the visit’s specialist can sign this form."))


def ask_for_documents(form: Form) -> None:
    """Have the worker make the PDFs of the visit's signed forms."""
    Effect.require(
        Kind.DOCUMENT,
        subject=f"document:{form.appointment_id}",
        organisation_id=form.organisation_id,
        appointment_id=form.appointment_id,
    )


def seal_of(form: UUID, said: str) -> Seal | None:
    """What stands behind a hash (or its first 16 characters or more) of this clinic; None when nothing does."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM public.check_signature(%s, %s)", [form, said.lower()])
        found = cursor.fetchone()
    return Seal(FormType(found[0]), *found[1:]) if found else None


def is_intact(form: Form) -> bool:
    """Does a signed form still hash to what was signed, private answers included?"""
    seal = seal_of(form.pk, form.content_hash)
    return seal is not None and seal.is_intact


def broken_seals() -> list[tuple[str, UUID]]:
    """Signed forms of every clinic that were changed past the triggers; only the database's owner may ask."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT what, id FROM public.broken_seals()")
        return list(cursor.fetchall())


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
