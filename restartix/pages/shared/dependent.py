"""Booking for somebody else: a child, a parent, whoever needs somebody to do it for them."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from patients.births import BirthDateField
from restartix.core.forms.names import NameField


class RelativeForm(forms.Form):
    """Whom the visit is for. What concerns somebody else counts only when it is for somebody else."""

    for_somebody = forms.BooleanField(
        label=gettext_lazy("I am booking for somebody I care for"), required=False
    )
    patient_name = NameField(
        label=gettext_lazy("The patient’s name"),
        max_length=120,
        error_messages={"required": gettext_lazy("Please enter the patient’s name.")},
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    birth_date = BirthDateField(
        label=gettext_lazy("Their date of birth"),
        help_text=gettext_lazy("It helps the clinic find their record."),
        required=False,
    )
    relationship = NameField(
        label=gettext_lazy("Your relationship to them"),
        help_text=gettext_lazy("Mother, son, carer, …"),
        max_length=40,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )

    def clean_patient_name(self) -> str:
        return person_name(self.cleaned_data["patient_name"])

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if not self.is_for_somebody:
            for name in RelativeForm.base_fields:
                self.errors.pop(name, None)
        return cleaned

    @property
    def is_for_somebody(self) -> bool:
        return bool(self.cleaned_data.get("for_somebody"))


def person_name(typed: str) -> str:
    """A name as people write it, spaces tidied. Raises ValidationError for one without a letter."""
    name = " ".join(typed.split())
    if not any(letter.isalpha() for letter in name):
        raise ValidationError(_("Please write the name in letters."))
    return name
