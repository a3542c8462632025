"""Blocked time as the calendar shows it beside the visits."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple
from uuid import UUID

from django.urls import reverse
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from appointments.models import Block, Specialist
from restartix.core.clock import Clock, format_time
from restartix.core.weeks import instants_of
from restartix.pages.calendar.grid_cells import A_MINUTE, LONGEST, MIDNIGHT, MOST_LANES, SHORTEST, fives
from restartix.pages.calendar.period import Period

DRAWING = (
    '<li data-hour="%(hour)s" data-minute="%(minute)s" data-length="%(length)s"%(lane)s>'
    '<a class="blocked" id="block-%(pk)s" href="%(url)s"><span class="visit-name">%(word)s</span>'
    '<span class="visit-more"><time>%(span)s</time>%(note)s</span></a></li>'
)
# A long block goes on in a second piece: the stylesheet knows lengths up to four hours.
PIECE = (
    '<li aria-hidden="true" data-hour="%(hour)s" data-minute="%(minute)s" data-length="%(length)s"%(lane)s>'
    '<span class="blocked"></span></li>'
)


class BlockLine(NamedTuple):
    """One block, as one query reads it."""

    pk: UUID
    specialist_id: UUID
    started_at: datetime
    ended_at: datetime
    kind: str
    note: str


@dataclass(slots=True)
class BlockCell:
    """Start and length are minutes of the day on the page's clock, in steps of five."""

    line: BlockLine
    day: date
    span: str
    word: str
    start: int
    length: int
    lane: int = 1
    is_alone: bool = True
    apart: bool = False

    @property
    def end(self) -> int:
        return self.start + self.length

    def html(self) -> SafeString:
        """For the grid. What somebody typed is escaped."""
        about = {
            "lane": "" if self.is_alone else f' data-lane="{min(self.lane, MOST_LANES)}"',
            "pk": self.line.pk,
            "url": reverse("block", args=[self.line.pk]),
            "word": escape(self.word),
            "span": self.span,
            "note": f" · {escape(self.line.note)}" if self.line.note else "",
        }
        starts = range(self.start, self.end, LONGEST)
        pieces = [(DRAWING if at == self.start else PIECE) % (about | self._place(at)) for at in starts]
        return mark_safe("".join(pieces))

    def _place(self, at: int) -> dict[str, int]:
        hour, minute = divmod(at, 60)
        return {"hour": hour, "minute": minute, "length": max(min(LONGEST, self.end - at), 5)}


def block_lines(place: Period, clock: Clock, specialists: Sequence[Specialist]) -> list[BlockLine]:
    """Of these specialists in this period, in order of time. One query."""
    start, end = instants_of(place.start, place.last, clock)
    rows = Block.objects.filter(specialist__in=specialists, started_at__gte=start, started_at__lt=end)
    return [BlockLine(*row) for row in rows.order_by("started_at", "pk").values_list(*BlockLine._fields)]


def block_cells(lines: Sequence[BlockLine], clock: Clock) -> list[BlockCell]:
    words = {str(value): str(label) for value, label in Block.Kind.choices}
    return [_cell(line, clock, words[line.kind]) for line in lines]


def _cell(line: BlockLine, clock: Clock, word: str) -> BlockCell:
    begins, ends = clock.local(line.started_at), clock.local(line.ended_at)
    start = fives(begins.hour * 60 + begins.minute)
    minutes = fives(int((line.ended_at - line.started_at) / A_MINUTE))
    return BlockCell(
        line=line,
        day=begins.date(),
        span=f"{format_time(begins.time())}–{format_time(ends.time())}",
        word=word,
        start=start,
        length=min(max(minutes, SHORTEST), MIDNIGHT - start),
    )
