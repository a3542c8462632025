"""A visitor who finds no time joins the waitlist: what they wait for, and how to reach them."""

from __future__ import annotations

import uuid
from typing import Any
from uuid import UUID

from django import forms
from django.http import QueryDict
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from appointments.availability.channel import Channel
from appointments.models import PartOfDay, WaitlistEntry
from patients.models import PatientPerson
from restartix.core.clinics.actor import Actor
from restartix.core.clock import Clock
from restartix.core.forms.days import DayField
from restartix.core.weeks import day_named
from restartix.flows.waitlist_entry import join_waitlist
from restartix.pages.shared.details import DetailsForm, RelativeForm

ANYONE = "anyone"
WHEN = ("earliest", "latest", "part_of_day")
NEEDED_TO_BOOK = (*RelativeForm.base_fields, "wants_sms")


class WaitingForm(DetailsForm):
    specialist = forms.ChoiceField(label=gettext_lazy("With"), initial=ANYONE)
    earliest = DayField(
        label=gettext_lazy("From"),
        error_messages={"required": gettext_lazy("Please choose a day.")},
    )
    latest = DayField(
        label=gettext_lazy("Until"),
        error_messages={"required": gettext_lazy("Please choose a day.")},
    )
    part_of_day = forms.ChoiceField(label=gettext_lazy("Time of day"), initial=PartOfDay.ANY)
    once = forms.UUIDField(widget=forms.HiddenInput, required=False)
    field_order: tuple[str, ...] = (
        *("specialist", "part_of_day", "earliest", "latest", "name", "email", "phone", "phone_country"),
        "privacy",
    )

    def __init__(
        self, data: QueryDict | None = None, *, channel: Channel, clock: Clock, asks: QueryDict
    ) -> None:
        super().__init__(data, organisation=channel.organisation)
        for name in NEEDED_TO_BOOK:
            self.fields.pop(name, None)
        self.first, self.last = clock.today, channel.days(timezone.now())[1]
        some = [(str(one.pk), one.display_name) for one in channel.specialists]
        self.fields["specialist"].choices = [(ANYONE, _("Any specialist")), *some]  # type: ignore[attr-defined]
        parts = [(value, capfirst(label)) for value, label in PartOfDay.choices]
        self.fields["part_of_day"].choices = parts  # type: ignore[attr-defined]
        self.fields["email"].help_text = _("We will e-mail you here when a time becomes free.")
        self.initial = {**self.initial, **self._looked_at(asks, channel), "once": uuid.uuid4()}

    def _looked_at(self, asks: QueryDict, channel: Channel) -> dict[str, Any]:
        """Whom and which days the page showed that led here, as far as they can be booked at all."""
        only = channel.specialist(asks.get("with", ""))
        first, last = (
            day_named(asks.get("from", "")) or self.first,
            day_named(asks.get("until", "")) or self.last,
        )
        if not self.first <= last or not first <= self.last or last < first:
            first, last = self.first, self.last
        days = {"earliest": max(first, self.first), "latest": min(last, self.last)}
        return days | {"specialist": str(only.pk) if only else ANYONE}

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        earliest, latest = cleaned.get("earliest"), cleaned.get("latest")
        if latest and latest < self.first:
            self.add_error("latest", _("This day has passed."))
        elif earliest and latest and latest < earliest:
            self.add_error("latest", _("This is before the first day."))
        elif earliest and earliest > self.last:
            self.add_error("earliest", _("This day can’t be booked yet."))
        return cleaned


def join_list(form: WaitingForm, channel: Channel, clock: Clock, *, by: Actor) -> WaitlistEntry:
    """Put the visitor on the list with what was typed."""
    told, kept = form.cleaned_data, ("name", "email", "phone", "privacy_version", *WHEN)
    specialist = None if told["specialist"] == ANYONE else UUID(told["specialist"])
    wanted = {name: told[name] for name in kept} | {"specialist_id": specialist}
    return join_waitlist(channel, clock, once=told["once"], by=by, **wanted)


def contact_on_record(person: PatientPerson) -> dict[str, str]:
    """How somebody is called and reached, for the form to begin with."""
    return {"name": person.name, "phone": person.phone, "email": person.user.email if person.user else ""}
