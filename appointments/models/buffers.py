"""Buffers give way to what staff plan; visits never do."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.db import OperationalError, transaction
from django.utils.translation import gettext as _

from appointments.models.blocks import Block
from appointments.models.status import LIVE
from appointments.models.visit import Visit
from restartix.core.refusals import NotNow

NEAR = timedelta(hours=12)


def make_way(visit: Visit) -> None:
    """Shorten the visit's own buffers and its neighbours' as far as they meet, so that staff can plan one visit right
    after another, or beside blocked time. The caller saves the visit; whether it meets a visit, a block or a hold, the
    database judges then."""
    near = type(visit)._default_manager.filter(**_near(visit), status__in=LIVE, deleted_at=None)
    for block in Block.objects.filter(**_near(visit)):
        if block.ended_at <= visit.started_at:
            visit.buffer_before = min(visit.buffer_before, _minutes(block.ended_at, visit.started_at))
        elif block.started_at >= visit.ended_at:
            visit.buffer_after = min(visit.buffer_after, _minutes(visit.ended_at, block.started_at))
    for other in near.exclude(pk=visit.pk):
        if other.ended_at <= visit.started_at:
            visit.buffer_before, left = _shared(other.ended_at, visit.started_at, visit.buffer_before)
            _shrink(other, "buffer_after", left)
        elif other.started_at >= visit.ended_at:
            visit.buffer_after, left = _shared(visit.ended_at, other.started_at, visit.buffer_after)
            _shrink(other, "buffer_before", left)


def make_way_for_block(block: Block) -> None:
    """The same for a meeting or a break, which has no buffers of its own."""
    for visit in block.specialist.appointments.filter(**_near(block), status__in=LIVE, deleted_at=None):
        if visit.ended_at <= block.started_at:
            _shrink(visit, "buffer_after", _minutes(visit.ended_at, block.started_at))
        elif visit.started_at >= block.ended_at:
            _shrink(visit, "buffer_before", _minutes(block.ended_at, visit.started_at))


def _near(planned: Visit | Block) -> dict[str, Any]:
    return {
        "specialist": planned.specialist_id,
        "started_at__lt": planned.ended_at + NEAR,
        "ended_at__gt": planned.started_at - NEAR,
    }


def _minutes(end: datetime, start: datetime) -> int:
    return int((start - end).total_seconds() // 60)


def _shared(end: datetime, start: datetime, wanted: int) -> tuple[int, int]:
    """Shares the minutes between two visits: what this one gets of those it wants, and what is left for the other."""
    gap = _minutes(end, start)
    mine = min(wanted, gap)
    return mine, gap - mine


def _shrink(other: Visit, side: str, left: int) -> None:
    if getattr(other, side) <= left:
        return
    same = type(other)._default_manager.filter(pk=other.pk)
    try:
        with transaction.atomic():
            list(same.select_for_update(nowait=True))
            same.update(**{side: left})
    except OperationalError as error:
        raise NotNow(_("Another visit next to this time is being changed. Please try again.")) from error
