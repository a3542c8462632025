"""Choosing a time at the desk: among the open ones of a specialist's day, or any other that staff type."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime, time
from typing import Any

from django import forms
from django.forms.utils import ErrorDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from appointments.availability.channel import Channel
from appointments.availability.open_times import Slot, one_per_time, open_times
from appointments.availability.slot_value import read_slot, slot_value
from appointments.models import Specialist
from restartix.core.clinics.actor import Actor
from restartix.core.clock import Clock, format_time, long_date
from restartix.core.forms.days import DayField
from restartix.core.forms.time_field import TimeOfDayField
from restartix.core.weeks import day_named, instants_of
from restartix.pages.shared.week import by_part_of_day, slot_context

BROWSING = ("look", "search")
"""What the buttons are called that look further and save nothing."""


class SlotForm(forms.Form):
    """A specialist, a day and a time, on the desk's clock. A pressed open time (`slot`) or an instant with its
    specialist (`at` and `with`, as the calendar sends them) stand in for what is typed.

    Nothing is judged, and nothing is red, before somebody saves. An open time of another day or specialist than the
    form says by now is not taken: the page shows the times of that day first (`is_outdated`)."""

    specialist = forms.TypedChoiceField(label=gettext_lazy("Specialist"))
    day = DayField(label=gettext_lazy("Day"))
    time = TimeOfDayField(label=gettext_lazy("Time"))

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *,
        specialists: list[Specialist],
        clock: Clock,
        **more: Any,
    ) -> None:
        self.clock = clock
        self.exact: datetime | None = None
        self.is_outdated = False
        super().__init__(self._spelt(data) if data is not None else None, **more)
        self.is_browsing = self.is_outdated or any(name in self.data for name in BROWSING)
        self.offer_specialists(specialists)

    def offer_specialists(self, specialists: list[Specialist]) -> None:
        """Of several somebody has to be chosen: never another than was meant because they come first in the list."""
        self.specialists = {str(one.pk): one for one in specialists}
        field = self.fields["specialist"]
        assert isinstance(field, forms.TypedChoiceField)
        choices = [(key, one.display_name) for key, one in self.specialists.items()]
        is_chosen = str(self["specialist"].value() or "") in self.specialists
        field.choices = (
            choices if is_chosen or len(choices) == 1 else [("", _("Choose a specialist")), *choices]
        )
        field.coerce = self.specialists.__getitem__

    def choose(self, name: str, value: str) -> None:
        """As if it had been said: in the form that is shown, and while somebody only looks."""
        if not self.is_bound:
            self.initial[name] = self[name].initial = value
        elif self.is_browsing:
            assert isinstance(self.data, dict)
            self.data[name] = value

    @property
    def specialists_to_show(self) -> list[Specialist]:
        """Whose open times to show beside the form: the chosen one's, else everybody's."""
        chosen = self.specialists.get(str(self["specialist"].value() or ""))
        return [chosen] if chosen else list(self.specialists.values())

    @property
    def day_to_show(self) -> date | None:
        day = self["day"].value()
        return day if isinstance(day, date) else day_named(str(day or ""))

    def times(self, channel: Channel | None) -> dict[str, Any]:
        """What _open_times.html shows: open times as they stand now, of whom and of which day."""
        whose, day = self.specialists_to_show, self.day_to_show
        return {
            "parts": open_parts(channel, whose, day, self.clock) if channel else [],
            "whose": whose[0] if len(whose) == 1 else None,
            "day_shown": long_date(day) if day else "",
            "zone": self.clock.name,
        }

    def full_clean(self) -> None:
        if self.is_browsing:
            self._errors, self.cleaned_data = ErrorDict(), {}
        else:
            super().full_clean()

    def clean(self) -> dict[str, Any]:
        told = super().clean() or self.cleaned_data
        if self.exact is None and isinstance(told.get("day"), date) and isinstance(told.get("time"), time):
            self.exact = self.clock.instant(told["day"], told["time"])
            if self.exact is None:
                self.add_error("time", _("This time does not exist on that day: the clocks change."))
        return told

    @property
    def started_at(self) -> datetime:
        assert self.exact
        return self.exact

    def _spelt(self, data: Mapping[str, Any]) -> dict[str, Any]:
        """What was sent, with a pressed time spelt out as if it had been typed."""
        said = {name: data.get(name) for name in data}
        pressed = str(said.get("slot") or f"{said.get('at', '')}|{said.get('with', '')}")
        self.exact, who = read_slot(pressed)
        if self.exact is None:
            return said
        local = self.clock.local(self.exact)
        if said.get("slot") and _differs(said, day=local.date(), who=who):
            self.is_outdated, self.exact = True, None
            return said
        typed = {"day": local.date().isoformat(), "time": format_time(local.time())}
        return said | typed | {"specialist": who or said.get("specialist")}


def open_parts(channel: Channel, whose: Iterable[Specialist], day: date | None, clock: Clock) -> list[Any]:
    """Their open times of that day for components/slots.html, as buttons of the form around them. Of several who are
    free at a time, whoever has least to do around it; the button says who."""
    specialists = list(whose)
    if not specialists or day is None or not 2000 < day.year < 2100:
        return []
    since, until = instants_of(day, day, clock)
    openings = one_per_time(open_times(channel, since, until, specialists=specialists))
    names = len(specialists) > 1
    return by_part_of_day([_slot(one, clock, names=names) for one in openings])


def _slot(opening: Slot, clock: Clock, *, names: bool) -> dict[str, Any]:
    slot = slot_context(opening, clock, clock) | {"value": slot_value(opening)}
    return slot | {"also": opening.specialist.display_name} if names else slot


def givers(channel: Channel, actor: Actor) -> list[Specialist]:
    """Specialists with whom this member may plan a visit: for an admin anybody who gives the service, for a specialist
    themselves."""
    giving = list(channel.service.specialists.filter(is_active=True))
    return giving if actor.is_admin else [one for one in giving if one.pk in actor.specialist_ids]


def _differs(said: Mapping[str, Any], *, day: date, who: str) -> bool:
    """Does what is typed by now say another day or specialist than the pressed time has?"""
    typed = day_named(str(said.get("day") or ""))
    return (typed is not None and typed != day) or str(said.get("specialist") or who) != who
