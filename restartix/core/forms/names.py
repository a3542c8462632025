"""Names as people type or paste them: what can't be seen and would break a line, a mail's subject or the reading order
of what stands around it is lost; letters of every script, with the joiners they need, stay."""

from __future__ import annotations

import unicodedata
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

JOINERS = "\u200c\u200d"
"""Needed between letters of Persian and of the scripts of India, and between the parts of an emoji."""
SINGLE_MARKS = "\u200e\u200f\u061c"
OPENING = {"\u202a": "\u202c", "\u202b": "\u202c", "\u202d": "\u202c", "\u202e": "\u202c"} | dict.fromkeys(
    "\u2066\u2067\u2068", "\u2069"
)
"""What changes the reading order, and what ends it."""
ENDING = frozenset(OPENING.values())


def clean_name(typed: str) -> str:
    """The name in one line, normalised, without control characters and without bidi marks that have no partner."""
    text = _without_unpaired(unicodedata.normalize("NFC", typed))
    line = " ".join("".join(_seen(sign) for sign in text).split())
    return line if any(_shows(sign) for sign in line) else ""


class NameField(forms.CharField):
    """Where the name of somebody or something is typed."""

    def to_python(self, value: Any) -> Any:
        return super().to_python(clean_name(value) if isinstance(value, str) else value)


def check_letters(name: str) -> None:
    """Raises ValidationError for a name without a letter."""
    if not any(letter.isalpha() for letter in name):
        raise ValidationError(_("Please write the name in letters."))


class PersonNameField(NameField):
    """Where the name of a person is typed: in letters, whatever their script."""

    def validate(self, value: Any) -> None:
        super().validate(value)
        if value:
            check_letters(value)


def _seen(sign: str) -> str:
    kind = unicodedata.category(sign)
    if kind in {"Cc", "Zl", "Zp", "Zs"}:
        return " " if sign.isspace() else ""
    if kind in {"Cf", "Cs", "Cn"}:
        return sign if sign in JOINERS or sign in SINGLE_MARKS or sign in OPENING or sign in ENDING else ""
    return sign


def _shows(sign: str) -> bool:
    return unicodedata.category(sign)[0] not in "CZM"


def _without_unpaired(text: str) -> str:
    """Marks that begin another reading order and never end it, or end what was not begun, are lost."""
    open_marks: list[tuple[int, str]] = []
    unpaired: set[int] = set()
    for at, sign in enumerate(text):
        if sign in OPENING:
            open_marks.append((at, OPENING[sign]))
        elif sign in ENDING:
            if open_marks and open_marks[-1][1] == sign:
                open_marks.pop()
            else:
                unpaired.add(at)
    unpaired |= {at for at, _end in open_marks}
    return "".join(sign for at, sign in enumerate(text) if at not in unpaired)
