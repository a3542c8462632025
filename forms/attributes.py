"""What a question can be bound to: filled in from the record, carried over there once the form is signed."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from patients.models import PatientPerson, PatientProfile

OF_THE_PERSON = ("name", "phone", "birth_date")
ATTRIBUTES: dict[str, Promise] = {
    "name": _("Name"),
    "phone": _("Phone"),
    "birth_date": _("Date of birth"),
    "sex": _("Sex"),
    "blood_type": _("Blood type"),
    "allergies": _("Allergies"),
    "conditions": _("Conditions"),
    "medication": _("Medication"),
    "insurance_number": _("Insurance number"),
    "emergency_contact": _("Emergency contact"),
    "emergency_phone": _("Emergency phone"),
}
# The kinds of question whose answers an attribute can hold.
KINDS = {"birth_date": {"date"}, "sex": {"choice"}, "blood_type": {"choice", "text"}}
IN_WORDS = {"text", "long_text"}
# How clinics write a sex among the options of a question, in the languages we speak.
SEXES = {
    "female": {"female", "woman", "f", "feminin", "femeie"},
    "male": {"male", "man", "m", "masculin", "bărbat"},
    "other": {"other", "x", "alt", "altul", "altceva"},
}


def bindable(kind: str) -> list[tuple[str, Promise]]:
    """The attributes that a question of this kind can be bound to."""
    return [(name, label) for name, label in ATTRIBUTES.items() if kind in KINDS.get(name, IN_WORDS)]


def longest(name: str) -> int | None:
    """How much of an answer this attribute can hold; None when it sets no limit."""
    model = PatientPerson if name in OF_THE_PERSON else PatientProfile
    found = getattr(model._meta.get_field(name), "max_length", None)
    return int(found) if found else None


def values_of(name: str, options: Iterable[str]) -> dict[str, str]:
    """What an option stands for in the record, where they are written differently."""
    if name != "sex":
        return {}
    words = {word: sex for sex, known in SEXES.items() for word in known}
    return {option: words[option.casefold()] for option in options if option.casefold() in words}


def as_answer(question: dict[str, Any], known: str) -> str:
    """A value of the record as the question's own options put it."""
    options = {value: option for option, value in (question.get("values") or {}).items()}
    return options.get(known, known)
