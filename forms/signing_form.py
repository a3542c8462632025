"""The end of a form: who signs, and how."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from forms.drawn_signature import DrawingField
from forms.models import Form, SignatureMethod
from restartix.core.clock import Clock
from restartix.core.forms.names import NameField


@dataclass(frozen=True)
class Signature:
    """A name, how it was given, the drawing (a path on a field of 600 by 200), and who signed for the patient."""

    name: str
    how: SignatureMethod = SignatureMethod.CONFIRMED
    drawing: str = ""
    relationship: str = ""


class SigningForm(forms.Form):
    """A typed name confirms; staff sign with their account's (`account_name`). Where the form wants a drawing, the name
    may stand for it if its owner can't draw."""

    signer_name = NameField(
        label=gettext_lazy("Your full name"),
        max_length=120,
        error_messages={"required": gettext_lazy("Please type your name.")},
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    signature = DrawingField(required=False)
    cannot_draw = forms.BooleanField(
        label=gettext_lazy("I can’t draw here. My typed name is my signature."), required=False
    )

    def __init__(self, form: Form, *args: Any, account_name: str = "", **kwargs: Any) -> None:
        self.wants_drawing = form.wants_drawing
        self.account_name = account_name
        super().__init__(*args, **kwargs)
        if account_name:
            del self.fields["signer_name"]
        if not self.wants_drawing:
            del self.fields["signature"], self.fields["cannot_draw"]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        is_drawn = bool(cleaned.get("signature"))
        broken = "signature" in self.errors
        if self.wants_drawing and not (is_drawn or broken or cleaned.get("cannot_draw")):
            self.add_error(
                "signature", _("Please draw your signature, or tick that your typed name is your signature.")
            )
        return cleaned

    @property
    def as_signature(self) -> Signature:
        """What was given, once it is valid. A name that stands for a drawing is kept without one."""
        said = self.cleaned_data
        name = self.account_name or said["signer_name"]
        if not self.wants_drawing:
            return Signature(name, relationship=self.signed_by)
        if said["cannot_draw"]:
            return Signature(name, SignatureMethod.TYPED, relationship=self.signed_by)
        return Signature(name, SignatureMethod.DRAWN, said["signature"], self.signed_by)

    @property
    def signed_by(self) -> str:
        """The signer's relationship to the patient, if asked; empty when the patient signs."""
        return str(self.cleaned_data.get("relationship", "")).strip()


class ClinicSigningForm(SigningForm):
    """The same at the clinic's device. For a child it says who signs: their name, and what they are to the child."""

    relationship = NameField(
        label=gettext_lazy("If you sign for the patient: what is your relationship to them?"),
        max_length=40,
        required=False,
        help_text=gettext_lazy("Mother, guardian, son …"),
        error_messages={"required": gettext_lazy("Please enter your relationship to the child.")},
    )

    def __init__(self, form: Form, *args: Any, **kwargs: Any) -> None:
        super().__init__(form, *args, **kwargs)
        if is_child(form):
            self.fields["relationship"].required = True
            self.fields["relationship"].label = _("What is your relationship to %(child)s?") % {
                "child": form.appointment.patient_person.name
            }


def is_child(form: Form) -> bool:
    """Is the visit's person under eighteen today, on the clinic's calendar?"""
    born = form.appointment.patient_person.birth_date
    today = Clock(form.organisation.zone).today
    return (
        born is not None
        and (today.year - born.year - ((today.month, today.day) < (born.month, born.day))) < 18
    )
