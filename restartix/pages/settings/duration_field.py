"""Lengths of time as people say them: chosen from a short list, stored in minutes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from restartix.core.clock import duration

HOUR, DAY = 60, 1440


def time_until(minutes: int) -> str:
    """2 hours before, 3 days before; until the start when there is nothing before it."""
    return time_before(minutes) if minutes else _("until the start")


def time_before(minutes: int) -> str:
    """2 hours before, 3 days before."""
    if minutes % DAY == 0 and minutes > DAY:
        said = ngettext("%(days)s day", "%(days)s days", minutes // DAY) % {"days": minutes // DAY}
    elif minutes % HOUR == 0:
        said = ngettext("%(hours)s hour", "%(hours)s hours", minutes // HOUR) % {"hours": minutes // HOUR}
    else:
        said = duration(minutes)
    return _("%(span)s before") % {"span": said}


class SpanField(forms.TypedChoiceField):
    """One of `spans`, or the value stored before."""

    def __init__(self, *, spans: Sequence[int], **kwargs: Any) -> None:
        self.spans = spans
        super().__init__(coerce=int, **kwargs)

    def get_bound_field(self, form: forms.BaseForm, field_name: str) -> forms.BoundField:
        kept = form.get_initial_for_field(self, field_name)
        minutes = sorted({*self.spans, *([int(kept)] if kept not in (None, "") else [])})
        self.choices = [(one, time_until(one)) for one in minutes]
        return super().get_bound_field(form, field_name)
