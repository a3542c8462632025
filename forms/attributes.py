"""What a question can be bound to: filled in from the record, carried over there once the form is signed."""

from __future__ import annotations

from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from patients.attributes import check_attribute

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
VALUES_OF_WORDS = {"sex": {word: sex for sex, known in SEXES.items() for word in known}}
"""By attribute: what a word stands for in the record."""


def bindable(kind: str) -> list[tuple[str, Promise]]:
    """The attributes that a question of this kind can be bound to."""
    return [(name, label) for name, label in ATTRIBUTES.items() if kind in KINDS.get(name, IN_WORDS)]


def as_answer(question: dict[str, Any], known: str) -> str:
    """A value of the record as the question's own options put it."""
    options: dict[str, str] = {value: option for option, value in (question.get("values") or {}).items()}
    return options.get(known, known)


def check_answer(question: dict[str, Any], answer: Any, *, zone: str) -> Any:
    """An answer that goes to the record, judged as the profile's own form judges it. Raises ValidationError.

    An option that stands for no value of the record ("prefer not to say") stays in the form alone.
    """
    name = question.get("bound_to")
    if not name or answer in (None, "", []):
        return answer
    options = question.get("values") or {}
    if name == "sex":
        return answer if answer not in options else _checked_option(name, options[answer], answer, zone)
    return check_attribute(name, answer, zone=zone)


def _checked_option(name: str, value: str, option: str, zone: str) -> str:
    check_attribute(name, value, zone=zone)
    return option
