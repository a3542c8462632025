"""Days that people plan with or look for."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from restartix.core.forms.day_boxes import DayBoxes

YEARS = range(1900, 2101)


class DayField(forms.DateField):
    """A day of these two centuries: whatever is reckoned from it is a day too. The last day that Python knows has none
    after it."""

    widget: Any = DayBoxes
    default_error_messages = {
        "invalid": _("Please check this date."),
        "year": _("Please check the year of this date."),
    }

    def to_python(self, value: Any) -> date | None:
        day: date | None = super().to_python(value)
        if day and day.year not in YEARS:
            raise ValidationError(self.error_messages["year"], code="year")
        return day
