"""Blocking time as it is typed: whose, on which day, from when until when, and what for."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from appointments.blocks import PlannedBlock
from appointments.models import Block, Specialist
from appointments.models.blocks import LONGEST
from restartix.core.clock import Clock, instant
from restartix.core.forms.days import DayField
from restartix.core.forms.names import NameField
from restartix.core.forms.time_field import TimeOfDayField
from restartix.core.weeks import A_DAY

USUAL = timedelta(hours=1)
TIMES = {"day", "begins", "ends"}


class BlockForm(forms.Form):
    """On the desk's clock. Several specialists at once only for a new block: a meeting of theirs, say."""

    specialists = forms.MultipleChoiceField(
        label=gettext_lazy("Specialists"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": gettext_lazy("Please choose at least one specialist.")},
    )
    day = DayField(label=gettext_lazy("Day"))
    begins = TimeOfDayField(label=gettext_lazy("From"))
    ends = TimeOfDayField(label=gettext_lazy("Until"))
    kind = forms.ChoiceField(label=gettext_lazy("Reason"), choices=Block.Kind, widget=forms.RadioSelect)
    note = NameField(
        label=gettext_lazy("Note"),
        required=False,
        max_length=120,
        help_text=gettext_lazy("For your colleagues only; patients don’t see it."),
    )

    def __init__(self, *args: Any, specialists: list[Specialist], clock: Clock, **more: Any) -> None:
        super().__init__(*args, **more)
        self.clock, self.known = clock, {str(one.pk): one for one in specialists}
        self.is_overnight = bool(self.initial.get("is_overnight"))
        if self.is_overnight:
            self.fields["ends"].help_text = _("A time before the beginning is on the next day.")
        field = self.fields["specialists"]
        assert isinstance(field, forms.MultipleChoiceField)
        field.choices = [(key, one.display_name) for key, one in self.known.items()]
        if len(self.known) == 1:
            field.widget = forms.MultipleHiddenInput()
            field.initial = list(self.known)

    def clean(self) -> dict[str, Any]:
        told = super().clean() or self.cleaned_data
        if not told.keys() >= TIMES:
            return told
        since, until = self._at("begins"), self._at("ends")
        if told["ends"] <= told["begins"] and not self._ends_next_day:
            self.add_error("ends", _("It ends before it begins."))
        elif since and until and until - since > LONGEST:
            self.add_error("ends", _("Time is blocked for 24 hours at most."))
        for name, at in {"begins": since, "ends": until}.items():
            if at is None:
                self.add_error(name, _("This time does not exist on that day: the clocks change."))
        return told

    @property
    def chosen_specialists(self) -> list[Specialist]:
        return [self.known[key] for key in self.cleaned_data["specialists"]]

    @property
    def planned_block(self) -> PlannedBlock:
        told, since, until = self.cleaned_data, self._at("begins"), self._at("ends")
        assert since is not None
        assert until is not None
        return PlannedBlock(since, until, told["kind"], told["note"])

    @property
    def _ends_next_day(self) -> bool:
        """At midnight, or as the block did that is being changed. In any other case an early end is a mistake."""
        begins, ends = self.cleaned_data["begins"], self.cleaned_data["ends"]
        return ends <= begins and (self.is_overnight or ends == time.min)

    def _at(self, name: str) -> datetime | None:
        day: date = self.cleaned_data["day"]
        if name == "ends" and self._ends_next_day:
            day += A_DAY
        return self.clock.instant(day, self.cleaned_data[name])


def initial_from_query(asks: QueryDict, clock: Clock) -> dict[str, Any]:
    """What the calendar pressed: an hour from `at` with `with`; else an hour of today."""
    at = instant(asks.get("at", ""))
    told: dict[str, Any] = {"kind": Block.Kind.MEETING}
    if asks.get("with"):
        told["specialists"] = [asks["with"]]
    return told | _hour(at, clock) if at else told | {"day": clock.today}


def of_block(block: Block, clock: Clock) -> dict[str, Any]:
    about = {"specialists": [str(block.specialist_id)], "kind": block.kind, "note": block.note}
    return about | _span(block.started_at, block.ended_at, clock)


def _span(since: datetime, until: datetime, clock: Clock) -> dict[str, Any]:
    begins, ends = clock.local(since), clock.local(until)
    is_overnight = ends.date() > begins.date()
    return {
        "day": begins.date(),
        "begins": begins.time(),
        "ends": ends.time(),
        "is_overnight": is_overnight,
    }


def _hour(since: datetime, clock: Clock) -> dict[str, Any]:
    """An hour from then on, until midnight at most."""
    told = _span(since, since + USUAL, clock)
    return told | {"ends": time.min, "is_overnight": False} if told["is_overnight"] else told
