"""What a visitor tells us to book: who they are, how to reach them, and that they read the privacy notice."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import QueryDict
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from restartix.core.clinics.models import Organisation
from restartix.core.effects import sms
from restartix.core.forms.names import NameField
from restartix.flows.booking import Details
from restartix.pages.shared.dependent import RelativeForm, person_name
from restartix.pages.shared.phone_country import PhoneCountryForm


class DetailsForm(PhoneCountryForm, RelativeForm):
    field_order: tuple[str, ...] = ("name", "email", "phone", "phone_country")
    name = NameField(
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
        if not sms.is_on():
            del self.fields["wants_sms"]
        self.fields["privacy"].label = format_html(
            '{} <a href="{}" target="_blank" rel="noopener">{}</a>.',
            _("I have read and accept the clinic’s"),
            reverse("privacy"),
            _("privacy notice"),
        )

    def clean_name(self) -> str:
        return person_name(self.cleaned_data["name"])

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
