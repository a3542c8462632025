"""Days that are not as usual, as they are typed: a specialist's own, or the whole clinic's."""

from __future__ import annotations

from datetime import time
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from restartix.core.forms.days import DayField
from restartix.core.forms.names import NameField
from restartix.core.forms.time_field import TimeOfDayField

LONGEST = 366


class SpanForm(forms.Form):
    """One day, or all days from the first to the last."""

    first = DayField(label=gettext_lazy("First day"))
    last = DayField(
        label=gettext_lazy("Last day"),
        required=False,
        help_text=gettext_lazy("If empty: only that day."),
    )

    def clean(self) -> dict[str, Any]:
        told = super().clean() or self.cleaned_data
        first, last = told.get("first"), told.get("last") or told.get("first")
        if first and last and last < first:
            self.add_error("last", _("The last day is before the first."))
        elif first and last and (last - first).days >= LONGEST:
            self.add_error("last", _("At most a year at a time."))
        return told | {"last": last}


class ClosingForm(SpanForm):
    """Days on which the whole clinic is closed."""

    name = NameField(
        label=gettext_lazy("Reason"),
        required=False,
        max_length=80,
        help_text=gettext_lazy("For your colleagues only; patients don’t see it."),
    )


class DaysForm(SpanForm):
    """Days that are not as usual: off, unless hours are given."""

    opens = TimeOfDayField(
        label=gettext_lazy("Open from"),
        required=False,
        help_text=gettext_lazy("If empty: the whole day off."),
    )
    closes = TimeOfDayField(label=gettext_lazy("Open until"), required=False)
    note = NameField(
        label=gettext_lazy("Reason"),
        required=False,
        max_length=80,
        help_text=gettext_lazy("For your colleagues only; patients don’t see it."),
    )

    def clean(self) -> dict[str, Any]:
        told = super().clean() or self.cleaned_data
        opens, closes = told.get("opens"), told.get("closes")
        if bool(opens) != bool(closes):
            self.add_error("closes" if opens else "opens", _("Enter both the beginning and the end."))
        elif opens and closes and closes <= opens:
            self.add_error("closes", _("It ends before it begins."))
        return told

    @property
    def stretches(self) -> list[tuple[time, time]]:
        opens, closes = self.cleaned_data.get("opens"), self.cleaned_data.get("closes")
        return [(opens, closes)] if opens and closes else []
