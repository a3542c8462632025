"""How a form is settled that nobody signs on a page: on paper, or waived. The database judges who, which and when."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from appointments.models.status import ACTIVE
from forms.drafts import may_sign
from forms.models import Form, FormStatus, Side, SignedPaper, Waiver
from forms.uploads import Upload
from restartix.core.clinics.actor import Actor
from restartix.core.clinics.models import Event
from restartix.core.refusals import NotNow, NotYours, violated_constraint


def may_attach_paper(actor: Actor, form: Form) -> bool:
    """The visit's staff, for a patient's form; for a specialist's, whose it is to sign. More pages may follow."""
    if form.status in {FormStatus.SIGNED, FormStatus.WAIVED} or not actor.runs(form.appointment):
        return False
    if form.filled_by == Side.SPECIALIST:
        return may_sign(actor, form)
    return form.appointment.status in ACTIVE


def may_waive(actor: Actor, form: Form) -> bool:
    """The visit's specialist or an admin, while the visit is open; only what a patient would fill in."""
    return (
        form.filled_by == Side.PATIENT
        and not form.is_settled
        and actor.runs(form.appointment)
        and form.appointment.status in ACTIVE
    )


def may_reopen(actor: Actor, form: Form) -> bool:
    """Until the visit is done: a paper that was another's, a waiver that isn't needed any more."""
    return (
        form.status in {FormStatus.ON_PAPER, FormStatus.WAIVED}
        and actor.runs(form.appointment)
        and form.appointment.status in ACTIVE
    )


def attach_papers(form: Form, files: Sequence[Upload], *, by: Actor) -> None:
    """Attach the form as signed on paper: each file is one page or all of them. Raises NotYours, NotNow."""

    def attach() -> None:
        for file in files:
            SignedPaper.objects.create(
                organisation_id=form.organisation_id,
                form=form,
                name=file.name,
                type=file.type,
                sha256=hashlib.sha256(file.content).hexdigest(),
                content=file.content,
                attached_by_id=by.me,
                attacher_name=by.user_name,
            )
        _settle(form, FormStatus.ON_PAPER)
        Event.record("paper attached", by=by, appointment=form.appointment, form=str(form.pk))

    _judged(form, may_attach_paper, attach, by=by)


def waive(form: Form, *, reason: str, by: Actor) -> None:
    """Waive this form. This gives no consent. Raises NotYours, NotNow."""

    def write() -> None:
        Waiver.objects.create(
            organisation_id=form.organisation_id,
            form=form,
            reason=reason,
            waived_by_id=by.me,
            waiver_name=by.user_name,
        )
        _settle(form, FormStatus.WAIVED)
        Event.record("form waived", by=by, appointment=form.appointment, reason=reason, form=str(form.pk))

    _judged(form, may_waive, write, by=by)


def reopen(form: Form, *, reason: str, by: Actor) -> None:
    """Take the paper or the waiver back: the form waits to be signed again. Raises NotYours, NotNow."""

    def take_back() -> None:
        for model in (SignedPaper, Waiver):
            model.objects.filter(form=form, withdrawn_at=None).update(withdrawn_at=timezone.now())
        _settle(form, FormStatus.IN_PROGRESS)
        Event.record("form reopened", by=by, appointment=form.appointment, reason=reason, form=str(form.pk))

    _judged(form, may_reopen, take_back, by=by)


def _judged(form: Form, may: Callable[[Actor, Form], bool], act: Callable[[], None], *, by: Actor) -> None:
    """All of it happens, or none."""
    try:
        with transaction.atomic():
            now_is = Form.objects.select_for_update(of=("self",)).filter(pk=form.pk).first()
            if now_is is None or not by.runs(form.appointment):
                raise NotYours(_("You can't change this form."))
            form.status = now_is.status
            if not may(by, form):
                raise NotNow(_("This is no longer possible: the form has changed in the meantime."))
            act()
    except IntegrityError as error:
        if violated_constraint(error) not in {"form_can_be_settled", "settled_is_whole", "settled_rests"}:
            raise
        raise NotNow(_("This is no longer possible: the form has changed in the meantime.")) from error


def _settle(form: Form, status: FormStatus) -> None:
    if form.status != status:
        Form.objects.filter(pk=form.pk).update(status=status)
        form.status = status
