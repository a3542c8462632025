"""One visit in the time grid, with all its texts prepared beforehand: a week holds hundreds."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.urls import reverse
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from appointments.models import Appointment, Status
from restartix.core.clock import Clock, format_time
from restartix.core.verbs import sources
from restartix.pages.calendar.visit_rows import APART, VisitRow

# Drawn here and not in a template: a crowded week has hundreds, and each would look up twenty values.
DRAWING = (
    '<li data-hour="%(hour)s" data-minute="%(minute)s" data-length="%(length)s"%(around)s>'
    '<a class="visit" id="visit-%(pk)s" data-status="%(status)s" draggable="%(movable)s" href="%(url)s">'
    '<span class="visit-name">%(name)s</span>'
    '<span class="visit-more"><span class="visit-when"><time>%(time)s</time> <span>%(word)s</span></span> '
    '<span class="visit-what">%(detail)s</span></span>%(here)s</a></li>'
)
LONGEST, SHORTEST = 240, 15
MIDNIGHT, MOST_LANES = 24 * 60, 8
A_MINUTE = timedelta(minutes=1)
MOVABLE = sources(Appointment.reschedule)


@dataclass(slots=True)
class Cell:
    """Start and length are minutes of the day on the page's clock, in steps of five."""

    pk: int
    url: str
    time: str
    span: str
    name: str
    detail: str
    status: str
    word: str
    day: date
    specialist_id: UUID
    start: int
    length: int
    before: int
    after: int
    movable: bool
    apart: bool
    here: str = ""
    lane: int = 1
    is_alone: bool = True

    @property
    def end(self) -> int:
        return self.start + self.length

    def html(self) -> SafeString:
        """For the grid. Whatever somebody typed is escaped; the rest are numbers and our own words."""
        hour, minute = divmod(self.start, 60)
        said = {
            "hour": hour,
            "minute": minute,
            "length": self.length,
            "around": self._around(),
            "pk": self.pk,
            "status": self.status,
            "movable": "true" if self.movable else "false",
            "url": self.url,
            "time": self.time,
            "name": escape(self.name),
            "word": escape(self.word),
            "detail": escape(self.detail),
            "here": f'<span class="in-room">{escape(self.here)}</span>' if self.here else "",
        }
        return mark_safe(DRAWING % said)

    def _around(self) -> str:
        lane = "" if self.is_alone else f' data-lane="{min(self.lane, MOST_LANES)}"'
        before = f' data-before="{self.before}"' if self.before else ""
        return lane + before + (f' data-after="{self.after}"' if self.after else "")


def cells_of(
    lines: Iterable[VisitRow],
    clock: Clock,
    *,
    services: dict[UUID, str],
    here: dict[int, str],
) -> list[Cell]:
    """`here` says who is already in the room of a visit."""
    words = {str(value): str(label) for value, label in Status.choices}
    to = addresses("appointment")
    return [_cell(line, clock, words, services.get(line.service_id, ""), to(line.pk), here) for line in lines]


def addresses(name: str) -> Callable[[int], str]:
    """The address of each visit, reversed once."""
    before, after = reverse(name, args=[0]).rsplit("0", 1)
    return lambda pk: f"{before}{pk}{after}"


def _cell(
    line: VisitRow, clock: Clock, words: dict[str, str], service: str, url: str, here: dict[int, str]
) -> Cell:
    begins, ends = clock.local(line.started_at), clock.local(line.ended_at)
    start = fives(begins.hour * 60 + begins.minute)
    minutes = int((line.ended_at - line.started_at) / A_MINUTE)
    length = min(max(fives(minutes), SHORTEST), LONGEST, MIDNIGHT - start)
    apart = line.status in APART
    return Cell(
        pk=line.pk,
        url=url,
        time=_clocked(begins),
        span=f"{_clocked(begins)}–{_clocked(ends)}",
        name=line.person,
        detail=service,
        status=line.status,
        word=_("Cancelled late") if line.cancelled_late else words[line.status],
        day=begins.date(),
        specialist_id=line.specialist_id,
        start=start,
        length=length,
        before=0 if apart else min(fives(line.buffer_before), start, 60),
        after=0 if apart else min(fives(line.buffer_after), MIDNIGHT - start - length, 60),
        movable=line.status in MOVABLE,
        apart=apart,
        here=here.get(line.pk, ""),
    )


def fives(minutes: int) -> int:
    return minutes // 5 * 5


def _clocked(at: datetime) -> str:
    return format_time(at.time())
