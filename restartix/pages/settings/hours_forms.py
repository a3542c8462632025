"""A specialist's week as it is typed: for each weekday a few stretches, from when until when."""

from __future__ import annotations

import itertools
from datetime import date, time
from typing import Any

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from appointments.models import Specialist
from restartix.core.clock import format_day, zone_choices, zones
from restartix.core.forms.names import NameField
from restartix.core.forms.number_field import MINUTES, NumberField
from restartix.core.forms.time_field import TimeOfDayField, TimeText
from restartix.flows.absence import visits_to_move
from restartix.flows.arrangements import Week

MOST = 3
USUAL = ((time(9), time(13)), (time(14), time(18)))


class WeekForm(forms.Form):
    """Seven weekdays with up to three stretches each; a new specialist's form suggests usual hours."""

    def __init__(self, data: Any = None, *, specialist: Specialist) -> None:
        super().__init__(data)
        self.specialist = specialist
        kept = self._kept()
        for day in range(7):
            for place in range(MOST):
                opens, closes = kept[day][place] if place < len(kept[day]) else (None, None)
                self.fields[f"opens_{day}_{place}"] = self._time(opens, _("from"), day)
                self.fields[f"closes_{day}_{place}"] = self._time(closes, _("until"), day)

    @property
    def days(self) -> list[dict[str, Any]]:
        """What the page shows: each weekday with its stretches, filled ones and one to fill."""
        return [self._day(day) for day in range(7)]

    @property
    def week(self) -> Week:
        return {day: self._stretches(day) for day in range(7)}

    def clean(self) -> dict[str, Any]:
        told = super().clean() or self.cleaned_data
        for day in range(7):
            self._check(day)
        return told

    def _kept(self) -> Week:
        kept: Week = {day: [] for day in range(7)}
        for hours in self.specialist.weekly_hours.all():
            kept[hours.weekday].append((hours.opens, hours.closes))
        if not any(kept.values()):
            kept |= {day: list(USUAL) for day in range(5)}
        return kept

    def _time(self, initial: time | None, word: str, day: int) -> TimeOfDayField:
        name = f"{weekday(day)}, {word}"
        widget = TimeText(attrs={"aria-label": name})
        return TimeOfDayField(label=name, initial=initial, required=False, widget=widget)

    def _day(self, day: int) -> dict[str, Any]:
        pairs = [(self[f"opens_{day}_{place}"], self[f"closes_{day}_{place}"]) for place in range(MOST)]
        filled = sum(
            1 for opens, closes in pairs if opens.value() or closes.value() or opens.errors or closes.errors
        )
        errors = [error for pair in pairs for one in pair for error in one.errors]
        return {"name": weekday(day), "pairs": pairs[: max(2, min(MOST, filled + 1))], "errors": errors}

    def _stretches(self, day: int) -> list[tuple[time, time]]:
        told = self.cleaned_data
        pairs = (
            (told.get(f"opens_{day}_{place}"), told.get(f"closes_{day}_{place}")) for place in range(MOST)
        )
        return sorted((opens, closes) for opens, closes in pairs if opens and closes)

    def _check(self, day: int) -> None:
        for place in range(MOST):
            opens, closes = (self.cleaned_data.get(f"{end}_{day}_{place}") for end in ("opens", "closes"))
            if bool(opens) != bool(closes):
                self.add_error(
                    f"{'closes' if opens else 'opens'}_{day}_{place}",
                    _("Enter both the beginning and the end."),
                )
            elif opens and closes and closes <= opens:
                self.add_error(f"closes_{day}_{place}", _("It ends before it begins."))
        stretches = self._stretches(day)
        if any(later[0] < earlier[1] for earlier, later in itertools.pairwise(stretches)):
            self.add_error(f"opens_{day}_0", _("Two working periods of this day overlap."))


def _buffer(label: Promise) -> NumberField:
    return NumberField(label=label, least=0, most=120, unit=MINUTES)


class AboutForm(forms.ModelForm):  # type: ignore[type-arg]  # can't be subscripted when it runs
    """Who a specialist is on the public page, on which clock, and the breaks around their visits."""

    time_zone = forms.ChoiceField(label=gettext_lazy("Time zone"))
    buffer_before = _buffer(gettext_lazy("Break before a visit, in minutes"))
    buffer_after = _buffer(gettext_lazy("Break after a visit, in minutes"))

    class Meta:
        model = Specialist
        fields = ["display_name", "title", "about", "time_zone", "buffer_before", "buffer_after", "is_active"]
        field_classes = {"display_name": NameField, "title": NameField}
        widgets = {"about": forms.Textarea(attrs={"rows": 3})}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["time_zone"].choices = zone_field_choices(self.instance.time_zone)  # type: ignore[attr-defined]
        self.fields["is_active"].label = _("Can be booked")

    def clean_is_active(self) -> bool:
        """Nobody leaves with visits still ahead of them."""
        is_active: bool = self.cleaned_data["is_active"]
        self.to_move = (
            0 if is_active or not self.initial["is_active"] else visits_to_move(self.instance).count()
        )
        if self.to_move:
            said = ngettext(
                "%(count)s upcoming visit: move or cancel it first.",
                "%(count)s upcoming visits: move or cancel them first.",
                self.to_move,
            )
            raise forms.ValidationError(said % {"count": self.to_move})
        return is_active


def weekday(day: int) -> str:
    name = format_day(date(2024, 1, 1 + day), "EEEE")
    return name[:1].upper() + name[1:]


def zone_field_choices(kept: str) -> list[Any]:
    """Zones by part of the world; the one that was kept is always among them."""
    choices: list[Any] = list(zone_choices())
    listed = {key for _part, places in zone_choices() for key, _city in places}
    return choices if kept in listed or kept not in zones() else [(kept, kept), *choices]
