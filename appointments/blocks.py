"""Blocking a stretch of somebody's day for something other than visits."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from operator import attrgetter

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from appointments.models import Block, Specialist
from appointments.models.buffers import make_way_for_block
from restartix.core.clinics.actor import Actor
from restartix.core.refusals import NotYours, SlotTaken, violated_constraint


class TimeOfSpecialistTaken(SlotTaken):
    """The specialist whose time a visit or a visitor's hold has taken, for the page to name."""

    def __init__(self, specialist: Specialist) -> None:
        super().__init__(_("This time has just been taken. Please choose another one."))
        self.specialist = specialist


@dataclass(frozen=True)
class PlannedBlock:
    """What is to be blocked, from when until when. Buffers of the visits beside it give way."""

    started_at: datetime
    ended_at: datetime
    kind: str
    note: str = ""

    @transaction.atomic
    def place(self, specialists: Iterable[Specialist], *, by: Actor) -> list[Block]:
        """For all of them, or for none. Raises NotYours, TimeOfSpecialistTaken."""
        return [
            self._save(Block(organisation_id=one.organisation_id, specialist=one), by)
            for one in sorted(specialists, key=attrgetter("pk"))
        ]

    @transaction.atomic
    def replace(self, block: Block, *, by: Actor) -> Block:
        """Replace the block by this one. Raises NotYours, TimeOfSpecialistTaken."""
        return self._save(block, by)

    def _save(self, block: Block, by: Actor) -> Block:
        _check(by, block.specialist)
        block.started_at, block.ended_at = self.started_at, self.ended_at
        block.kind, block.note = self.kind, self.note
        try:
            with transaction.atomic():
                make_way_for_block(block)
                block.save()
        except IntegrityError as error:
            if violated_constraint(error) != "one_promise_at_a_time":
                raise
            raise TimeOfSpecialistTaken(block.specialist) from error
        return block


def _check(by: Actor, specialist: Specialist) -> None:
    if not by.is_admin and specialist.pk not in by.specialist_ids:
        raise NotYours(_("You can block your own time only."))
