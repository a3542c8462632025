"""Choosing a time at the desk: among the open ones of a specialist's day, or any other that staff type."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, time
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from appointments.booking.channel import Channel
from appointments.booking.slots import A_DAY, open_times
from appointments.booking.summary import instant
from appointments.booking.week import in_parts, shown, value_of
from appointments.models import Specialist
from restartix.clock import Clock
from restartix.days import DayField
from restartix.organisations.actor import Actor


class WhenForm(forms.Form):
    """A specialist, a day and a time, on the desk's clock. A pressed open time (`slot`) or an instant with its
    specialist (`at` and `with`, as the calendar sends them) stand in for what is typed."""

    specialist = forms.TypedChoiceField(label=gettext_lazy("Specialist"))
    day = DayField(
        label=gettext_lazy("Day"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    time = forms.TimeField(
        label=gettext_lazy("Time"), widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
    )

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *,
        specialists: list[Specialist],
        clock: Clock,
        **more: Any,
    ) -> None:
        self.clock, self.specialists = clock, {str(one.pk): one for one in specialists}
        self.exact: datetime | None = None
        super().__init__(self._spelt(data) if data is not None else None, **more)
        field = self.fields["specialist"]
        assert isinstance(field, forms.TypedChoiceField)
        field.choices = [(key, one.display_name) for key, one in self.specialists.items()]
        field.coerce = self.specialists.__getitem__

    @property
    def looks_at(self) -> tuple[Specialist | None, date | None]:
        """Whose open times of which day to show beside the form."""
        chosen = self["specialist"].value() or next(iter(self.specialists), "")
        day = self["day"].value()
        return self.specialists.get(str(chosen)), day if isinstance(day, date) else _date(str(day or ""))

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
        at, _bar, who = str(said.get("slot") or f"{said.get('at', '')}|{said.get('with', '')}").partition("|")
        self.exact = instant(at)
        if self.exact is None:
            return said
        local = self.clock.local(self.exact)
        typed = {"day": local.date().isoformat(), "time": f"{local:%H:%M}"}
        return said | typed | {"specialist": who or said.get("specialist")}


def open_parts(channel: Channel, specialist: Specialist | None, day: date | None, clock: Clock) -> list[Any]:
    """The specialist's open times of that day for components/slots.html, as buttons of the form around them."""
    if specialist is None or day is None or not 2000 < day.year < 2100:
        return []
    since, until = clock.instant(day, time()), clock.instant(day + A_DAY, time())
    if since is None or until is None:
        return []
    found = open_times(channel, since, until, specialists=[specialist])
    return in_parts([shown(one, clock, clock) | {"value": value_of(one)} for one in found])


def givers(channel: Channel, actor: Actor) -> list[Specialist]:
    """Whom this member may plan a visit with: an admin anybody who gives the service, a specialist themselves."""
    giving = list(channel.service.specialists.filter(is_active=True))
    return giving if actor.is_admin else [one for one in giving if one.pk in actor.specialist_ids]


def _date(said: str) -> date | None:
    try:
        return date.fromisoformat(said)
    except ValueError:
        return None
