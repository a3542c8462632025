"""What a visitor tells us to book: who they are, how to reach them, and that they read the privacy notice."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import QueryDict
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from appointments.models import PatientServicePlan
from patients.births import BirthDateField
from restartix.core.clinics.models import Organisation
from restartix.core.forms.names import NameField, PersonNameField
from restartix.core.forms.phone_country import PhoneCountryForm
from restartix.core.phone import sends_texts
from restartix.flows.booking import Details


class RelativeForm(forms.Form):
    """Whom the visit is for. What concerns somebody else counts only when it is for somebody else."""

    for_somebody = forms.BooleanField(
        label=gettext_lazy("I am booking for somebody I care for"), required=False
    )
    patient_name = PersonNameField(
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

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if not self.is_for_somebody:
            for name in RelativeForm.base_fields:
                self.errors.pop(name, None)
        return cleaned

    @property
    def is_for_somebody(self) -> bool:
        return bool(self.cleaned_data.get("for_somebody"))


class DetailsForm(PhoneCountryForm, RelativeForm):
    field_order: tuple[str, ...] = ("name", "email", "phone", "phone_country")
    plan_in_mind: PatientServicePlan | None = None
    """The plan from whose page somebody came, whomever they go on to book for."""
    name = PersonNameField(
        label=gettext_lazy("Your name"),
        max_length=120,
        error_messages={"required": gettext_lazy("Please enter your name.")},
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    email = forms.EmailField(
        label=gettext_lazy("E-mail"),
        max_length=254,
        help_text=gettext_lazy("We send the confirmation to this address."),
        error_messages={"required": gettext_lazy("Please enter your e-mail address.")},
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    wants_sms = forms.BooleanField(
        label=gettext_lazy("Send me text messages too"),
        help_text=gettext_lazy("A reminder, and a message if the visit is moved or cancelled."),
        required=False,
    )
    privacy = forms.BooleanField(
        error_messages={"required": gettext_lazy("Please read and accept the privacy notice.")}
    )
    privacy_version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, data: QueryDict | None = None, *, organisation: Organisation) -> None:
        super().__init__(data, initial={"privacy_version": organisation.privacy_version})
        self.organisation = organisation
        self.offer_countries(organisation.time_zone)
        if not sends_texts():
            del self.fields["wants_sms"]
        self.fields["privacy"].label = format_html(
            '{} <a href="{}" target="_blank" rel="noopener">{}</a>.',
            _("I have read and accept the clinic’s"),
            reverse("privacy"),
            _("privacy notice"),
        )

    def clean(self) -> dict[str, Any]:
        """The version that was ticked is the one on record; a notice changed meanwhile has to be read again."""
        cleaned = super().clean() or self.cleaned_data
        self.check_phone(cleaned)
        current = self.organisation.privacy_version
        if cleaned.get("privacy") and cleaned.get("privacy_version") != current:
            unticked = {name: value for name, value in self.data.items() if name != "privacy"}
            self.data = unticked | {"privacy_version": str(current)}
            self.add_error("privacy", _("The privacy notice has just changed. Please read it again."))
        return cleaned

    @property
    def plan(self) -> PatientServicePlan | None:
        """The plan of which this books a session: a visitor's visits stand by themselves."""
        return None

    @property
    def is_own_address(self) -> bool:
        """Has whoever asks signed in with the very address that they give?"""
        return False

    @property
    def details(self) -> Details:
        told = self.cleaned_data
        reached = {name: told[name] for name in ("email", "phone", "privacy_version")}
        reached["wants_sms"] = told.get("wants_sms", False)
        if not self.is_for_somebody:
            return Details(told["name"], **reached)
        about = {"birth_date": told["birth_date"], "relationship": told["relationship"]}
        return Details(told["patient_name"], booked_by=told["name"], **reached, **about)
