"""What staff do with a reason: each a small form on the visit's page, there only while its verb is allowed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django import forms
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from appointments.models import Appointment, Status


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


class CorrectionForm(ReasonForm):
    in_time = forms.BooleanField(
        label=_("It was cancelled before the cut-off"),
        required=False,
        help_text=_("Otherwise it counts as a late cancellation."),
    )


@dataclass(frozen=True)
class Act:
    """One verb that needs a reason, as the page speaks of it."""

    title: str | Promise
    note: str | Promise
    button: str | Promise
    kind: str = "danger"
    form: type[ReasonForm] = ReasonForm


ACTS = {
    "cancellation": Act(
        _("Cancel the visit"),
        _("The patient and the specialist are told by e-mail, and the time is free again at once."),
        _("Cancel the visit"),
    ),
    "reinstatement": Act(
        _("The visit takes place after all"),
        _("The visit gets its time back if it is still free, and everybody is told by e-mail."),
        _("Reinstate the visit"),
        "primary",
    ),
    "correction": Act(
        _("It was recorded wrongly"),
        _("Changes the record between cancelled and no-show. Nobody is told."),
        _("Correct the record"),
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


def form_for(key: str, visit: Appointment, data: Any = None) -> ReasonForm:
    is_noshow = key == "correction" and visit.status == Status.NOSHOW
    return CorrectionForm(data, act=key) if is_noshow else ACTS[key].form(data, act=key)


def asked_of(visit: Appointment, may: dict[str, bool], sent: ReasonForm | None = None) -> list[Asked]:
    """The forms to show; the one that was just sent comes back with its errors and what was typed."""
    return [
        Asked(
            key,
            act,
            sent if sent is not None and sent.act == key else form_for(key, visit),
            reverse(key, args=[visit.pk]),
        )
        for key, act in ACTS.items()
        if may[key]
    ]
