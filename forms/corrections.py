"""Correcting what is signed: a new version that names the old one, which stays as it was."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from appointments.models.status import ACTIVE
from appointments.models.status import Status as VisitStatus
from forms.drafts import may_fill_in
from forms.models import Form, PrivateAnswers, Side
from restartix.core.clinics.actor import Actor
from restartix.core.clinics.models import Event
from restartix.core.refusals import NotNow, NotYours

KEPT = (
    *("organisation_id", "appointment_id", "template_id", "template_version", "name", "type", "filled_by"),
    *("signing", "position", "snapshot", "answers", "is_prefilled"),
)


def may_correct(actor: Actor, form: Form) -> bool:
    """Whose form it is: the patient's side while the visit is open, its staff also once it is done."""
    open_in = ACTIVE if form.filled_by == Side.PATIENT else (*ACTIVE, VisitStatus.DONE)
    return (
        form.is_signed
        and form.appointment.status in open_in
        and actor.is_signed_in
        and _whose(actor, form)
        and getattr(form, "replaced_by", None) is None
    )


def _whose(actor: Actor, form: Form) -> bool:
    """Staff begin a new version of a specialist's form; who signs it is judged anew, a naming doesn't carry over."""
    return may_fill_in(actor, form) and (form.filled_by == Side.PATIENT or actor.runs(form.appointment))


def correct(form: Form, *, reason: str, by: Actor) -> Form:
    """Begin a new version with the old answers in it. The old one holds until the new one is signed, so nothing waits
    for it. A correction that was begun already is answered as it is. Raises NotYours, NotNow."""
    if not _whose(by, form):
        raise NotYours(_("You can't correct this form."))
    with transaction.atomic():
        Form.objects.select_for_update(of=("self",)).get(pk=form.pk)
        begun = Form.objects.filter(replaces=form).first()
        if begun is not None:
            return begun
        if not may_correct(by, form):
            raise NotNow(_("This form can't be corrected any more."))
        kept = {name: getattr(form, name) for name in KEPT}
        new = Form.objects.create(**kept, replaces=form, correction_reason=reason, is_required=False)
        if private := PrivateAnswers.objects.filter(form=form).first():
            PrivateAnswers.objects.create(
                form=new, organisation_id=form.organisation_id, answers=private.answers
            )
        Event.record("correction begun", by=by, appointment=form.appointment, reason=reason, form=str(new.pk))
    return new
