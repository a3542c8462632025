"""A place in the calendar: which view, from which day, and which filters. All of it is in the URL."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.db.models import TextChoices
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from appointments.models import Status
from restartix.core.weeks import (
    A_DAY,
    A_WEEK,
    day_named,
    days_from,
    month_named,
    month_of,
    months_on,
    week_name,
    week_named,
    week_of,
)
from restartix.pages.calendar.period_form import FORTNIGHT, PeriodForm


class View(TextChoices):
    MONTH = "month", _("Month")
    WEEK = "week", _("Week")
    DAY = "day", _("Day")
    AGENDA = "agenda", _("Agenda")


KEYS = {View.MONTH: "m", View.WEEK: "w", View.DAY: "d", View.AGENDA: "a"}


@dataclass(frozen=True)
class Filters:
    """What of the calendar is shown; empty means everything, cancelled visits only when asked for."""

    specialists: tuple[UUID, ...] = ()
    statuses: tuple[str, ...] = ()
    service: UUID | None = None
    with_cancelled: bool = False

    @classmethod
    def from_query(
        cls,
        said: QueryDict,
        *,
        specialists: Iterable[UUID],
        services: Iterable[UUID],
        remembered: Iterable[str] = (),
    ) -> Filters:
        """Ids that are not of this clinic are left out, as made-up ones are. An address that names no specialists
        shows those remembered; an empty `with` shows everybody."""
        who = said.getlist("with") if "with" in said else list(remembered)
        what = said.get("service", "")
        return cls(
            specialists=tuple(key for key in specialists if str(key) in who),
            statuses=tuple(status for status in Status.values if status in said.getlist("status")),
            service=next((key for key in services if str(key) == what), None),
            with_cancelled="all" in said,
        )

    @property
    def count(self) -> int:
        return bool(self.specialists) + bool(self.statuses) + bool(self.service)

    def pairs(self) -> list[tuple[str, str]]:
        asks = [("with", str(key)) for key in self.specialists] + [
            ("status", status) for status in self.statuses
        ]
        asks += [("service", str(self.service))] if self.service else []
        return asks + ([("all", "1")] if self.with_cancelled else [])


@dataclass(frozen=True)
class Period:
    """A period in one of the views; `to` leads elsewhere, changing what is said and keeping the rest."""

    view: View
    start: date
    last: date
    first_weekday: int = 0
    filters: Filters = Filters()

    @classmethod
    def from_query(
        cls, said: QueryDict, *, today: date, first_weekday: int, otherwise: View = View.WEEK
    ) -> Period:
        """The period that the URL names; this week (or `otherwise`) where it names nothing valid."""
        here = cls(otherwise, today, today, first_weekday)
        if month := month_named(said.get("month", "")):
            return here.at(month, View.MONTH)
        if week := week_named(said.get("week", ""), first_weekday):
            return here.at(week, View.WEEK)
        if day := day_named(said.get("day", "")):
            return here.at(day, View.DAY)
        if period := PeriodForm.from_query(said):
            start, last = period.days(today)
            return replace(here, view=View.AGENDA, start=start, last=last)
        return here.at(today, otherwise)

    def at(self, day: date, view: View) -> Period:
        """The period of that view which holds the day."""
        if view == View.MONTH:
            return replace(self, view=view, start=month_of(day), last=months_on(month_of(day), 1) - A_DAY)
        if view == View.WEEK:
            start = week_of(day, self.first_weekday)
            return replace(self, view=view, start=start, last=start + 6 * A_DAY)
        if view == View.AGENDA:
            length = self.last - self.start if self.view == View.AGENDA else FORTNIGHT
            return replace(self, view=view, start=day, last=day + length)
        return replace(self, view=view, start=day, last=day)

    def only(self, view: View) -> Period:
        """The same place in the one view there is."""
        return self if self.view == view else self.at(self.start, view)

    @property
    def days(self) -> list[date]:
        return days_from(self.start, self.last)

    def holds(self, day: date) -> bool:
        return self.start <= day <= self.last

    def previous(self) -> Period:
        if self.view == View.MONTH:
            return self.at(months_on(self.start, -1), self.view)
        return self.at(self.start - self._step(), self.view)

    def next(self) -> Period:
        if self.view == View.MONTH:
            return self.at(months_on(self.start, 1), self.view)
        return self.at(self.start + self._step(), self.view)

    def pairs(self) -> list[tuple[str, str]]:
        """The period as an address says it."""
        if self.view == View.MONTH:
            return [("month", f"{self.start:%Y-%m}")]
        if self.view == View.WEEK:
            return [("week", week_name(self.start))]
        if self.view == View.DAY:
            return [("day", self.start.isoformat())]
        return [("from", self.start.isoformat()), ("until", self.last.isoformat())]

    @property
    def url(self) -> str:
        return f"?{urlencode(self.pairs() + self.filters.pairs())}"

    def with_filters(self, **changed: Any) -> Period:
        return replace(self, filters=replace(self.filters, **changed))

    def around(self, today: date) -> dict[str, Any]:
        """The addresses of what lies beside this period, and of the other views of it."""
        inside = today if self.holds(today) else self.start
        return {
            "previous_url": self.previous().url,
            "today_url": self.at(today, self.view).url,
            "next_url": self.next().url,
            "is_now": self.holds(today),
            "all_url": self.with_filters(with_cancelled=not self.filters.with_cancelled).url,
            "clear_url": f"{replace(self, filters=Filters()).url}&with=",
            "everybody_url": f"{self.with_filters(specialists=()).url}&with=",
            "views": [
                {
                    "name": view.label,
                    "key": KEYS[view],
                    "url": self.url if view == self.view else self.at(inside, view).url,
                    "current": view == self.view,
                }
                for view in View
            ],
        }

    def _step(self) -> timedelta:
        return A_WEEK if self.view == View.WEEK else self.last - self.start + A_DAY
