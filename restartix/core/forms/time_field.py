"""The form field that asks for a time of day: typed as text, since a browser's time control follows its own language,
and shows 01:15 PM on a Romanian page."""

from __future__ import annotations

import re
from datetime import time
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from restartix.core.clock import am_pm_labels, format_time

TYPED = re.compile(
    r"(?P<hour>\d{1,2}?)(?:\s?[:.h\s]?\s?(?P<minute>\d{2}))?(?::00|\s?h)?\s*(?P<half>[ap]m?)?", re.ASCII
)
"""8, 8:30, 8.30, 8h30, 8 30, 0830, 8:30 pm"""
EXAMPLE = time(13, 15)


class TimeText(forms.TextInput):
    """A text input that shows a time in the page's format."""

    def format_value(self, value: Any) -> str | None:
        return format_time(value) if isinstance(value, time) else super().format_value(value)

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        keyboard = {} if am_pm_labels() else {"inputmode": "numeric"}
        about = {"autocomplete": "off", "class": "figure"} | keyboard
        return super().get_context(name, value, about | (attrs or {}))


class TimeOfDayField(forms.Field):
    """A time of day to the minute.

    Read with or without a colon. Where the clock has twelve hours, an ambiguous time is refused with both readings,
    never guessed.
    """

    widget: Any = TimeText

    def to_python(self, value: Any) -> time | None:
        if isinstance(value, time):
            return value
        typed = str(value or "").strip()
        if not typed:
            return None
        return _read(typed.casefold().replace("a.m", "am").replace("p.m", "pm").rstrip("."))


def _read(typed: str) -> time:
    found = TYPED.fullmatch(typed)
    hour, minute = (int(found["hour"]), int(found["minute"] or 0)) if found else (24, 0)
    half = found["half"] if found else None
    if hour > 23 or minute > 59 or (half and not 1 <= hour <= 12):
        words = _("Please enter a time, for example %(example)s.")
        raise ValidationError(words % {"example": format_time(EXAMPLE)}, code="invalid")
    if half:
        return time(hour % 12 + (12 if half.startswith("p") else 0), minute)
    if am_pm_labels() and 1 <= hour <= 12:
        readings = [format_time(time(hour % 12 + later, minute)) for later in (0, 12)]
        words = _("Please add AM or PM: did you mean %(morning)s or %(afternoon)s?")
        raise ValidationError(words % dict(zip(("morning", "afternoon"), readings, strict=True)), code="half")
    return time(hour, minute)
