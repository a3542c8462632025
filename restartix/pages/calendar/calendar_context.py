"""What every view of the staff's calendar needs: who asks, on which clock, and what may be chosen."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.urls import get_script_prefix
from django.utils import timezone
from django.utils.translation import get_language

from appointments.models import Appointment, Service, Specialist, Status
from restartix.core.clinics.models import Organisation
from restartix.core.clock import Clock
from restartix.core.web.current_clinic import clinic_of
from restartix.core.web.middleware import ClinicRequest
from restartix.core.weeks import first_weekday
from restartix.pages.calendar.memory import remembered_specialists
from restartix.pages.calendar.period import Filters, Period, View
from restartix.pages.calendar.period_form import PeriodForm
from restartix.pages.calendar.visit_rows import visits_of

HUES = 8


@dataclass
class CalendarContext:
    """Three queries: the clinic, its specialists, and the services."""

    request: ClinicRequest
    organisation: Organisation
    specialists: list[Specialist]
    clock: Clock
    now: datetime
    services: dict[UUID, str]

    @classmethod
    def of(cls, request: ClinicRequest) -> CalendarContext:
        actor = request.actor
        assert actor.organisation_id
        organisation = clinic_of(request)
        known = list(Specialist.objects.all())
        seen = known if actor.is_admin else [one for one in known if one.pk in actor.specialist_ids]
        own = min((one for one in seen if not actor.is_admin), key=lambda one: one.pk, default=None)
        services = dict(Service.objects.values_list("pk", "name"))
        zone = own.zone if own else organisation.zone
        return cls(request, organisation, seen, Clock(zone), timezone.now(), services)

    @property
    def today(self) -> date:
        return self.clock.local(self.now).date()

    @cached_property
    def place(self) -> Period:
        said = self.request.GET
        filters = Filters.from_query(
            said,
            specialists=[one.pk for one in self.specialists],
            services=self.services,
            remembered=remembered_specialists(self.request),
        )
        first = first_weekday(self.organisation.language)
        place = Period.from_query(said, today=self.today, first_weekday=first)
        return place.with_filters(**vars(filters))

    @cached_property
    def wrong_period(self) -> PeriodForm | None:
        """The agenda's days as they were typed, if something is wrong about them."""
        asked = PeriodForm.from_query(self.request.GET) if self.place.view == View.AGENDA else None
        return asked if asked and asked.errors else None

    def hue_of(self, specialist: Specialist) -> int:
        """The colour of a specialist, which stays the same whoever else is shown."""
        return self.specialists.index(specialist) % HUES + 1

    @property
    def chosen_specialists(self) -> list[Specialist]:
        """The specialists in the filter, otherwise all who see patients now."""
        if self.place.filters.specialists:
            return [one for one in self.specialists if one.pk in self.place.filters.specialists]
        return [one for one in self.specialists if one.is_active]

    @property
    def ground(self) -> tuple[Hashable, ...]:
        """Everything that a calendar view is rendered from besides its own content."""
        return (
            get_script_prefix(),
            get_language(),
            self.request.actor.is_admin,
            self.request.GET.get("pick", ""),
            self.clock.zone.key,
            self.now.replace(second=0, microsecond=0),
            self.place,
            tuple(field.value() for field in self.wrong_period or ()),
            tuple((one.id, one.display_name, one.is_active) for one in self.specialists),
            tuple(self.services.items()),
        )

    @property
    def has_colleagues(self) -> bool:
        return len(self.specialists) > 1

    def visits(self) -> QuerySet[Appointment]:
        """An admin's are the clinic's; a specialist has their own."""
        own = None if self.request.actor.is_admin else self.request.actor.specialist_ids
        return visits_of(self.place, self.clock, own=own).filter(organisation=self.organisation)

    def _toggle_url(self, key: UUID) -> str:
        """Shows this specialist too, or no longer; without the last one everybody is shown."""
        chosen = set(self.place.filters.specialists) ^ {key}
        those = tuple(one.pk for one in self.specialists if one.pk in chosen)
        return self.place.with_filters(specialists=those).url + ("" if those else "&with=")

    def choices(self) -> dict[str, Any]:
        """The filters' options, and which of them are chosen."""
        filters = self.place.filters
        return {
            "period": self.wrong_period
            or PeriodForm(initial={"from": self.place.start, "until": self.place.last}),
            "specialists": [
                {
                    "value": one.pk,
                    "name": one.display_name,
                    "chosen": one.pk in filters.specialists,
                    "hue": self.hue_of(one),
                    "toggle_url": self._toggle_url(one.pk),
                }
                for one in self.specialists
                if self.has_colleagues and (one.is_active or one.pk in filters.specialists)
            ],
            "statuses": [
                {"value": value, "name": label, "chosen": value in filters.statuses}
                for value, label in Status.choices
            ],
            "services": [
                {"value": key, "name": name, "chosen": key == filters.service}
                for key, name in self.services.items()
            ],
        }
