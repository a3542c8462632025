"""Filling in a form: drafts are saved as often as needed, by one person at a time, until it is signed."""

from __future__ import annotations

import re
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from appointments.models.status import ACTIVE, SEEN
from appointments.models.status import Status as VisitStatus
from forms.answer_form import AnswerForm
from forms.files import with_files
from forms.models import Form, FormStatus, Side
from forms.private_answers import keep_private
from forms.signers import is_named, signs_as_specialist
from restartix.core.clinics.actor import Actor
from restartix.core.numbers import whole_number
from restartix.core.refusals import NotNow, NotYours, Refusal


class EditConflict(Refusal):
    """Somebody else saved this form since the page was opened; nothing was overwritten."""


@dataclass(frozen=True)
class PageTurn:
    """The open page that sends a form, and how many times it has sent it.

    A page that is left while its save is under way sends once more without knowing how that save went: its later turn
    may overwrite its own earlier one, in whichever order they arrive, and nobody else's.
    """

    page: str
    turn: int

    @classmethod
    def of(cls, page: str, turn: str) -> PageTurn | None:
        """None where no script says so."""
        number = whole_number(turn, most=10**9)
        return cls(page, number) if number and re.fullmatch(r"[0-9a-f]{32}", page) else None

    def __str__(self) -> str:
        return f"{self.page}:{self.turn}"

    def follows(self, saved_from: str) -> bool:
        page, _colon, turn = saved_from.partition(":")
        return page == self.page and int(turn) < self.turn


def may_fill_in(actor: Actor, form: Form) -> bool:
    """The patient's side fills in the patient's forms; the visit's staff, or who was named to sign it, prepare the
    specialist's."""
    visit = form.appointment
    if form.filled_by == Side.PATIENT:
        return actor.fills_in_for(visit)
    return actor.runs(visit) or is_named(actor, form)


def may_sign(actor: Actor, form: Form) -> bool:
    """The patient's side signs the patient's forms; the visit's specialist, or who was named, a specialist's, from the
    visit's start on."""
    if form.filled_by == Side.PATIENT:
        return actor.fills_in_for(form.appointment)
    return form.appointment.status in SEEN and signs_as_specialist(actor, form)


def rights(actor: Actor, form: Form) -> tuple[bool, bool]:
    """May this actor fill it in now, and sign it?"""
    fills_in = is_open(form) and may_fill_in(actor, form)
    return fills_in, fills_in and may_sign(actor, form)


def is_open(form: Form) -> bool:
    """Until it is signed, while its visit is; a specialist's form also once the visit is done."""
    status = form.appointment.status
    late = form.filled_by == Side.SPECIALIST and status == VisitStatus.DONE
    return not form.is_settled and (status in ACTIVE or late)


def save_draft(
    *, form: Form, paper: AnswerForm, revision: int, by: Actor, page: PageTurn | None = None
) -> None:
    """Save the answers so far; where something invalid was typed, the earlier answer stays.

    Raises NotYours, NotNow, EditConflict; then nothing is saved.
    """
    is_ready = paper.is_valid() and paper.is_answered
    with transaction.atomic():
        lock(form, revision=revision, by=by, page=page)
        is_overtaking = form.revision != revision
        if is_overtaking:  # the page's own earlier turn, which may have been saved after the paper was read
            form._state.fields_cache.pop("private", None)
            paper.look_again()
        is_the_same = paper.answers == paper.known and is_ready is (form.status == FormStatus.COMPLETED)
        if is_the_same and not is_overtaking:
            return
        write(form, paper)
        form.status = FormStatus.COMPLETED if is_ready else FormStatus.IN_PROGRESS
        form.saved_from = str(page or "")
        form.save(update_fields=["answers", "sources", "status", "revision", "saved_from"], force_update=True)


def lock(form: Form, *, revision: int, by: Actor, page: PageTurn | None = None) -> None:
    """The form as it stands now, locked, if this actor may fill in this revision of it."""
    now_is = Form.objects.select_for_update(of=("self",)).filter(pk=form.pk).first()
    if now_is is None or not may_fill_in(by, form):
        raise NotYours(_("You can't fill in this form."))
    form.__dict__.update(now_is.__dict__ | {"_state": form._state})
    if form.is_signed:
        raise NotNow(_("This form is signed, so it can't be changed any more."))
    if form.is_settled:
        raise NotNow(_("This form is signed on paper or waived, so it can't be changed any more."))
    if not is_open(form):
        raise NotNow(_("This visit is closed, so its forms can't be changed any more."))
    if form.revision != revision and not (page and page.follows(form.saved_from)):
        raise EditConflict(
            _(
                "Somebody else has saved this form in the meantime. What you typed is still here: save "
                "again to use your version."
            )
        )


def write(form: Form, paper: AnswerForm) -> None:
    """Put the answers where they belong: private ones beside the form, where only staff can read them.

    An answer that was typed over no longer says where it came from.
    """
    private = {asked["id"] for asked in form.snapshot if asked["private"]}
    kept = with_files(form, paper)
    asked = {one["id"] for one in paper.asked}
    form.sources = {
        key: source
        for key, source in form.sources.items()
        if key not in asked or kept.get(key) == paper.known.get(key)
    }
    form.answers = {key: answer for key, answer in kept.items() if key not in private}
    form.revision += 1
    if private & asked:
        keep_private(form, {key: answer for key, answer in kept.items() if key in private})
