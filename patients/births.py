"""Dates of birth as people type them: one judgement, wherever one is asked for."""

from __future__ import annotations

from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from restartix.core.forms.day_boxes import DayBoxes

EARLIEST = date(1900, 1, 1)
EASTERNMOST = ZoneInfo("Pacific/Kiritimati")


def check_birth_date(born: date) -> None:
    """Nobody alive was born before 1900, nor will be born: not even where the day begins first."""
    if born > timezone.now().astimezone(EASTERNMOST).date():
        raise ValidationError(_("This date is in the future. Please enter the date of birth."))
    if born < EARLIEST:
        raise ValidationError(_("Please check the year of birth: write it with four digits."))


class BirthDateField(forms.DateField):
    """A day of birth, of somebody alive."""

    default_error_messages = {"invalid": gettext_lazy("Please check this date.")}

    def __init__(self, **options: Any) -> None:
        super().__init__(**{"widget": DayBoxes(picks=False), **options})
        self.validators.append(check_birth_date)
