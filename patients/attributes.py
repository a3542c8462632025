"""What a person's record may hold: one judgement of each attribute, for the profile's form and for bound answers."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from patients.births import check_birth_date
from patients.models import PatientPerson, PatientProfile
from restartix.core.forms.names import check_letters
from restartix.core.phone import to_e164

OF_THE_PERSON = ("name", "phone", "birth_date")
PHONES = frozenset({"phone", "emergency_phone"})
# How somebody is reached. What a form says of these is a proposal to the clinic's staff, see patients/contact_data.py
# and the trigger carry_over.
CONTACT = PHONES | {"emergency_contact"}
LONGEST = {
    name: field.max_length
    for model in (PatientProfile, PatientPerson)
    for field in model._meta.fields
    if field.max_length and ((name := field.name) in OF_THE_PERSON) is (model is PatientPerson)
}
"""How many characters an attribute holds; one that isn't named has no limit."""


def check_attribute(name: str, value: Any, *, zone: str) -> Any:
    """The value as the record holds it. Raises ValidationError in words for whoever typed it.

    `zone` is the clinic's: a phone number without a country code is one of its country's.
    """
    if value in (None, ""):
        return value
    if name in PHONES:
        return to_e164(str(value), zone=zone)
    if name == "birth_date":
        return _birth_date(value, zone)
    if name == "name":
        return _name(str(value))
    field = PatientProfile._meta.get_field(name)
    field.run_validators(value)  # type: ignore[union-attr]
    if field.choices and value not in dict(field.flatchoices):  # type: ignore[union-attr]
        raise ValidationError(_("This answer can’t be saved in the profile. Please choose another one."))
    return value


def _birth_date(born: date, _zone: str) -> date:
    check_birth_date(born)
    return born


def _name(typed: str) -> str:
    name = " ".join(typed.split())
    check_letters(name)
    return name
