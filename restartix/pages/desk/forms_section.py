"""The visit's forms on its page: how far each is, whose turn it is, and their papers."""

from __future__ import annotations

from dataclasses import dataclass, field

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from appointments.models import Appointment
from appointments.models.status import CALLED_OFF
from forms.models import Form, FormStatus, FormType, Side
from restartix.flows.reminders import reminder_refusal


@dataclass(frozen=True)
class FormLine:
    """One form of the visit, as its list shows it."""

    name: str
    type: str
    state: str
    is_signed: bool
    turn: str
    url: str
    document_url: str


@dataclass(frozen=True)
class Papers:
    """All of them, and what is still to do. `remind` when a word to the patient would help."""

    lines: list[FormLine] = field(default_factory=list)
    signed: int = 0
    required: int = 0
    next_steps: list[str] = field(default_factory=list)
    remind: bool = False

    @property
    def is_complete(self) -> bool:
        return self.signed == self.required


def papers_at_the_desk(visit: Appointment) -> Papers:
    """Of a visit whose forms have been gathered."""
    forms = list(visit.forms.all())
    required = [form for form in forms if form.is_required]
    open_ones = [form for form in required if not form.is_settled]
    theirs = [form for form in open_ones if form.filled_by == Side.PATIENT]
    return Papers(
        lines=[_line(form, form.has_paper or (form.is_settled and not form.is_signed)) for form in forms],
        signed=len(required) - len(open_ones),
        required=len(required),
        next_steps=[]
        if visit.status in CALLED_OFF
        else _next_steps(len(theirs), len(open_ones) - len(theirs)),
        remind=bool(theirs) and not reminder_refusal(visit),
    )


def _line(form: Form, has_paper: bool) -> FormLine:
    here = [form.appointment_id, form.pk]
    return FormLine(
        name=form.name,
        type=str(FormType(form.type).label),
        state=str(FormStatus(form.status).label),
        is_signed=form.is_settled,
        turn=_turn(form),
        url=reverse("desk_form", args=here),
        document_url=reverse("desk_document", args=here) if has_paper else "",
    )


def _turn(form: Form) -> str:
    if form.is_settled:
        return ""
    if form.replaces_id:
        return _("Correction not signed yet: the signed version is still valid")
    who = _("The patient’s turn") if form.filled_by == Side.PATIENT else _("The specialist’s turn")
    return who if form.is_required else _("%(who)s, optional") % {"who": who}


def _next_steps(theirs: int, ours: int) -> list[str]:
    """Who must act next, in words."""
    steps = []
    if theirs:
        said = ngettext(
            "%(count)s form for the patient to complete.",
            "%(count)s forms for the patient to complete.",
            theirs,
        )
        steps.append(said % {"count": theirs})
    if ours:
        said = ngettext(
            "%(count)s form for the specialist to complete.",
            "%(count)s forms for the specialist to complete.",
            ours,
        )
        steps.append(said % {"count": ours})
    return steps
