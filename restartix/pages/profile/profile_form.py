"""What a profile asks."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from patients.attributes import OF_THE_PERSON, check_attribute
from patients.births import BirthDateField
from patients.models import PatientPerson, PatientProfile
from restartix.core.forms.names import NameField

ABOUT = OF_THE_PERSON


class ProfileForm(forms.ModelForm):  # type: ignore[type-arg]  # can't be subscripted when it runs
    """Who the person is (for those whose affairs these are) and what is known of their health. Saves nothing."""

    name = NameField(label=_("Name"), max_length=120)
    phone = forms.CharField(
        label=_("Phone"), max_length=40, required=False, widget=forms.TextInput(attrs={"type": "tel"})
    )
    birth_date = BirthDateField(label=_("Date of birth"), required=False)

    class Meta:
        model = PatientProfile
        fields = PatientProfile.KNOWN_OF_HEALTH
        widgets = {
            name: forms.Textarea(attrs={"rows": 2}) for name in ("allergies", "conditions", "medication")
        }

    field_order = ABOUT

    def __init__(
        self, data: Any = None, *, person: PatientPerson, profile: PatientProfile, asks: set[str], zone: str
    ) -> None:
        about = {name: getattr(person, name) for name in ABOUT}
        super().__init__(data, instance=profile, initial=about)
        self.person, self.zone = person, zone
        for name in set(ABOUT) - asks:
            del self.fields[name]

    def clean(self) -> dict[str, Any]:
        """What was changed is judged as answers of forms are, which go to the same place."""
        cleaned = super().clean() or self.cleaned_data
        for name in set(self.changed_data) & set(cleaned):
            try:
                cleaned[name] = check_attribute(name, cleaned[name], zone=self.zone)
            except ValidationError as error:
                self.add_error(name, error)
        return cleaned

    @property
    def changes(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in self.changed_data}
