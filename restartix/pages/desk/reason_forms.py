"""Actions that need a reason: each a small form on the visit's page, shown only while its verb is allowed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django import forms
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from appointments.models import Appointment, Status
from restartix.messages.notices import notice_before


class ReasonForm(forms.Form):
    reason = forms.CharField(
        label=_("Why?"),
        help_text=_("Saved in the visit’s history."),
        max_length=500,
        error_messages={"required": _("Please say why.")},
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(self, data: Any = None, *, act: str) -> None:
        super().__init__(data, auto_id=f"{act}_%s")
        self.act = act


class StatusCorrectionForm(ReasonForm):
    in_time = forms.BooleanField(
        label=_("It was cancelled before the cut-off"),
        required=False,
        help_text=_("Otherwise it counts as a late cancellation."),
    )


@dataclass(frozen=True)
class Act:
    """One verb that needs a reason, with the page's words for it."""

    title: str | Promise
    note: str | Promise
    button: str | Promise
    kind: str = "danger"
    form: type[ReasonForm] = ReasonForm
    tells: bool = False
    """Is the patient notified?"""


ACTS = {
    "cancellation": Act(
        _("Cancel the visit"),
        _("The time is free again at once."),
        _("Cancel the visit"),
        tells=True,
    ),
    "reinstatement": Act(
        _("The visit takes place after all"),
        _("The visit gets its time back if that is still free."),
        _("Reinstate the visit"),
        "primary",
        tells=True,
    ),
    "correction": Act(
        _("It was recorded wrongly"),
        _("Changes the status between Cancelled and No-show. Nobody gets an e-mail."),
        _("Correct the status"),
        "",
    ),
    "removal": Act(
        _("Remove from the lists"),
        _("The visit disappears from every list. Its history stays, and an admin can restore it."),
        _("Remove the visit"),
        "danger-quiet",
    ),
}


@dataclass(frozen=True)
class Asked:
    """An act with its form, ready for the page."""

    key: str
    act: Act
    form: ReasonForm
    url: str
    note: str
    times: list[tuple[str, str]]
    """Other times to choose from instead: what a button sends, and its words."""


def form_for(key: str, visit: Appointment, data: Any = None) -> ReasonForm:
    is_noshow = key == "correction" and visit.status == Status.NOSHOW
    return StatusCorrectionForm(data, act=key) if is_noshow else ACTS[key].form(data, act=key)


def is_told(key: str, visit: Appointment) -> bool:
    """Does the patient hear of this act? Not that a visit which is over took place after all."""
    return ACTS[key].tells and not (key == "reinstatement" and visit.is_over)


def asked_of(
    visit: Appointment,
    may: dict[str, bool],
    sent: ReasonForm | None = None,
    times: list[tuple[str, str]] | None = None,
) -> list[Asked]:
    """The forms to show; the one that was just sent comes back with its errors, what was typed, and other times."""
    return [
        Asked(
            key,
            act,
            sent if sent is not None and sent.act == key else form_for(key, visit),
            reverse(key, args=[visit.pk]),
            f"{act.note} {notice_before(visit, by_text=True)}" if is_told(key, visit) else str(act.note),
            times or [] if sent is not None and sent.act == key else [],
        )
        for key, act in ACTS.items()
        if may[key]
    ]
