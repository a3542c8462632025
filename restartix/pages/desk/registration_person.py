"""Whom staff register a visit for: somebody the clinic knows, found by what is remembered of them, or somebody new."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from appointments.alike import Alike, Described, alike
from appointments.models import Specialist
from appointments.search import find_persons
from patients.births import BirthDateField
from patients.models import PatientPerson
from restartix.core.clinics.models import Organisation
from restartix.core.clock import Clock, format_day
from restartix.core.forms.names import PersonNameField
from restartix.core.phone import sends_texts, to_e164
from restartix.pages.desk.slot_form import SlotForm

MOST_FOUND = 8
NEW = "new"
OF_SOMEBODY_NEW = ("name", "birth_date", "phone")
"""What stays in the form, unseen and unjudged, while somebody who is known is chosen."""


class WhoAndWhenForm(SlotForm):
    find = forms.CharField(
        label=gettext_lazy("Name or phone of an existing patient"), max_length=80, required=False
    )
    person = forms.ChoiceField(
        label=gettext_lazy("Is it one of these?"), required=False, widget=forms.RadioSelect
    )
    name = PersonNameField(
        label=gettext_lazy("Name"),
        max_length=120,
        required=False,
        error_messages={"required": gettext_lazy("Please enter the name.")},
    )
    birth_date = BirthDateField(label=gettext_lazy("Date of birth"), required=False)
    phone = forms.CharField(label=gettext_lazy("Phone"), max_length=40, required=False)
    email = forms.EmailField(
        label=gettext_lazy("E-mail"),
        max_length=254,
        required=False,
        help_text=gettext_lazy("For e-mails about this visit."),
    )
    wants_sms = forms.BooleanField(
        label=gettext_lazy("Send them text messages too"),
        help_text=gettext_lazy("A reminder, and a message if the visit is moved or cancelled."),
        required=False,
    )

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *,
        specialists: list[Specialist],
        clock: Clock,
        organisation: Organisation,
        **more: Any,
    ) -> None:
        super().__init__(data, specialists=specialists, clock=clock, **more)
        self.organisation = organisation
        if not sends_texts():
            del self.fields["wants_sms"]
        self._offer_persons()
        self.fields["name"].required = self.known_person is None

    @property
    def known_person(self) -> PatientPerson | None:
        return self.persons.get(str(self["person"].value() or ""))

    @property
    def asks_again(self) -> bool:
        """Does the clinic know people alike, so that somebody has to say that it is none of them?"""
        return bool(self.alike) and self.known_person is None

    def clean_person(self) -> str:
        said: str = self.cleaned_data["person"]
        if not said and self.alike:
            raise forms.ValidationError(_("Please say whether it is one of these people."))
        return "" if said == NEW else said

    def clean_phone(self) -> str:
        said = self.cleaned_data["phone"]
        return to_e164(said, zone=self.organisation.time_zone) if said else ""

    def clean(self) -> dict[str, Any]:
        told = super().clean()
        if told.get("person"):
            for name in OF_SOMEBODY_NEW:
                self.errors.pop(name, None)
        reached = told.get("person") or told.get("phone") or told.get("email")
        if not reached and not {"phone", "email"} & set(self.errors):
            self.add_error("phone", _("Please enter a phone number or an e-mail address."))
        return told

    def _offer_persons(self) -> None:
        """Those found by what was typed, the one chosen before among them, and somebody new: said outright where the
        clinic knows people alike."""
        found = self._found()
        if len(found) == 1 and "search" in self.data:
            self.choose("person", str(found[0].pk))
        self.alike = self._alike()
        self.persons = {str(one.pk): one for one in [*self._chosen(), *found, *self.alike.persons]}
        field = self.fields["person"]
        assert isinstance(field, forms.ChoiceField)
        last = _("None of these: a new patient") if self.alike else _("New patient")
        field.choices = [(key, person_line(one)) for key, one in self.persons.items()] + [(NEW, last)]

    def _chosen(self) -> list[PatientPerson]:
        here = PatientPerson.objects.filter(patients__organisation=self.organisation)
        chosen = str(self["person"].value() or "")
        return list(here.filter(pk=chosen)) if _is_id(chosen) else []

    def _found(self) -> list[PatientPerson]:
        asked = str(self["find"].value() or "").strip()
        return find_persons(asked, most=MOST_FOUND) if len(asked) > 1 else []

    def _alike(self) -> Alike:
        """To what is typed of somebody new, as far as it can be read."""
        if not self.is_bound or _is_id(str(self["person"].value() or "")):
            return Alike({})
        about = {name: self._readable(name) for name in ("name", "birth_date", "phone", "email")}
        return alike(Described(**about)) if any(about.values()) else Alike({})

    def _readable(self, name: str) -> Any:
        said = self.fields[name].widget.value_from_datadict(self.data, self.files, self.add_prefix(name))
        try:
            value = self.fields[name].clean(said)
            return to_e164(value, zone=self.organisation.time_zone) if name == "phone" and value else value
        except forms.ValidationError:
            return None if name == "birth_date" else ""


def person_line(person: PatientPerson) -> str:
    born = format_day(person.birth_date, "d MMMM y") if person.birth_date else ""
    return " · ".join(filter(None, (person.name, born, person.phone)))


def _is_id(said: str) -> bool:
    try:
        forms.UUIDField().clean(said)
    except forms.ValidationError:
        return False
    return True
