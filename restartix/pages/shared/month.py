"""A month of open times as the visitor sees it: how many each day has, and the way to its times."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from django.utils import timezone

from appointments.availability.open_times import open_times
from restartix.core.clock import format_day, long_date
from restartix.core.weeks import A_DAY, first_weekday, instants_of, months_on, weeks_of
from restartix.pages.shared.gaps import Gap, beyond_horizon, elsewhere
from restartix.pages.shared.week import Week


@dataclass(frozen=True)
class Month:
    """The month that begins on `first`, through the channel, on the clock and with the specialist of `week`."""

    week: Week
    first: date

    @cached_property
    def free(self) -> dict[date, int]:
        """How many times each day has; those with nothing free are left out."""
        zone = self.week.clock.zone
        since, until = instants_of(self.first, months_on(self.first, 1) - A_DAY, self.week.clock)
        only = [self.week.only] if self.week.only else None
        found = open_times(self.week.channel, since, until, specialists=only)
        counts: dict[date, int] = {}
        for at in {one.started_at for one in found}:
            day = at.astimezone(zone).date()
            counts[day] = counts.get(day, 0) + 1
        return counts

    @property
    def looks_further(self) -> bool:
        """Beyond its own days, for the nearest open one?"""
        return not self.free

    def context(self) -> dict[str, Any]:
        """What appointments/booking/_month.html shows."""
        weeks = weeks_of(self.first, first_weekday(self.week.channel.organisation.language))
        bookable = self.week.channel.days(timezone.now())
        before, after = months_on(self.first, -1), months_on(self.first, 1)
        return {
            "title": format_day(self.first, "LLLL y"),
            "weekdays": [
                {"short": format_day(day, "EEEEEE"), "long": format_day(day, "EEEE")} for day in weeks[0]
            ],
            "weeks": [[self._day(day) for day in week] for week in weeks],
            "previous_url": self.url(before) if self.first > bookable[0] else "",
            "next_url": self.url(after) if after <= bookable[1] else "",
            "week_url": self.week.channel.url(**self.week.asks),
            "waiting_url": self._waiting_url(),
            "gap": self._gap(),
            "none": not self.free,
        }

    def url(self, month: date) -> str:
        return self.week.channel.url(**self.week.asks | {"month": f"{month:%Y-%m}"})

    def _gap(self) -> Gap | None:
        """What to say instead of days of which none can be booked."""
        last = self.week.channel.days(timezone.now())[1]
        if self.first > last:
            return beyond_horizon(last, url=self.week.channel.url(**self.week.asks))
        if self.free:
            return None
        free = self.week.nearest_open_day(self.first, months_on(self.first, 1))
        return elsewhere(self.first, free, url=self.url(free)) if free else None

    def _waiting_url(self) -> str:
        """Where visitors join the waitlist for days of this month."""
        days = {"from": self.first.isoformat(), "until": (months_on(self.first, 1) - A_DAY).isoformat()}
        return self.week.channel.waiting_url(**self.week.asks | days)

    def _day(self, day: date) -> dict[str, Any] | None:
        """None where the grid shows a day of another month."""
        if not self.first <= day < months_on(self.first, 1):
            return None
        free = self.free.get(day, 0)
        url = self.week.channel.url(**self.week.asks | {"day": day.isoformat()}) if free else ""
        return {"number": day.day, "free": free, "full": long_date(day) if free else "", "url": url}
