"""Where a visit may stand: on a day and in hours at which its specialist works, in nobody's way."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from functools import cached_property

from appointments.models import Service, Specialist
from restartix.tools.sample.staff import Post
from restartix.tools.sample.world import Clinic

Span = tuple[datetime, datetime]
WEEK = timedelta(days=7)


@dataclass
class Agenda:
    """One specialist's: their hours, and what stands in it so far, buffers included."""

    clinic: Clinic
    post: Post
    busy: list[Span] = field(default_factory=list)

    @property
    def specialist(self) -> Specialist:
        return self.clinic.specialists[self.post.key]

    @cached_property
    def services(self) -> list[Service]:
        return [one for one in self.clinic.services.values() if self.specialist in one.specialists.all()]

    def works_on(self, day: date) -> bool:
        """On an ordinary day: no holiday, no day off, none with hours of its own."""
        return day.weekday() in self.post.days and day not in self.clinic.special_days[self.post.key]

    def span(self, day: date, at: time, service: Service) -> Span:
        start = datetime.combine(day, at, tzinfo=self.specialist.zone).astimezone(UTC)
        return start, start + timedelta(minutes=service.duration)

    def is_open(self, span: Span) -> bool:
        """Whether the whole of it lies in one stretch of an ordinary day."""
        opens, closes = (at.astimezone(self.specialist.zone).replace(tzinfo=None) for at in span)
        midnight = datetime.combine(opens.date(), time())
        return self.works_on(opens.date()) and any(
            midnight + timedelta(hours=first) <= opens and closes <= midnight + timedelta(hours=last)
            for first, last in self.post.stretches
        )

    def is_free(self, span: Span) -> bool:
        since, until = self._blocked(span)
        return not any(since < other_until and until > other_since for other_since, other_until in self.busy)

    def take(self, span: Span) -> None:
        self.busy.append(self._blocked(span))

    def _blocked(self, span: Span) -> Span:
        before, after = self.specialist.buffer_before, self.specialist.buffer_after
        return span[0] - timedelta(minutes=before), span[1] + timedelta(minutes=after)
