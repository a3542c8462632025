"""A drawn signature: strokes on a field of 600 by 200, as the pad sends them and as an SVG path has them."""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

WIDE, HIGH = 600, 200
LONGEST = 40_000
POINT = r"\d{1,3}(?:\.\d{1,3})? \d{1,3}(?:\.\d{1,3})?"
# A stroke has two points or more (the pad makes a dot of two that touch); a point alone would show nothing.
PATH = re.compile(rf"(?:M{POINT}(?:L{POINT})+)+", re.ASCII)


class DrawingField(forms.CharField):
    """What was drawn, however little: a dot is a signature. Nothing drawn is empty."""

    default_error_messages = {
        "max_length": gettext_lazy(
            "This drawing is too complex to save. Please clear it and draw it more simply."
        ),
    }

    def __init__(self, **options: Any) -> None:
        super().__init__(max_length=LONGEST, widget=forms.HiddenInput, **options)

    def validate(self, value: Any) -> None:
        super().validate(value)
        if value and not is_drawn(value):
            raise ValidationError(_("This drawing could not be read. Please clear it and draw again."))


def is_drawn(path: str) -> bool:
    """Are these strokes, all of them where they are seen?"""
    if len(path) > LONGEST or not PATH.fullmatch(path):
        return False
    across, down = re.findall(r"[ML]([\d.]+) ", path), re.findall(r" ([\d.]+)", path)
    return max(map(float, across)) <= WIDE and max(map(float, down)) <= HIGH
