"""A specialist is absent: which of their visits must move, where each could go, and moving all of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from appointments.availability.channel import Channel
from appointments.availability.open_times import Availability, Slot, open_times
from appointments.availability.slot_value import read_slot, slot_value
from appointments.models import Appointment, Service, Specialist
from appointments.models.appointment import AppointmentQuerySet
from appointments.models.status import AHEAD
from restartix.core.clinics.actor import Actor
from restartix.core.clock import Clock
from restartix.core.refusals import Refusal
from restartix.flows.reschedule import Rescheduling
from restartix.messages.notices import notice_after

SEARCH_SPAN = timedelta(days=10)
MOST_SUGGESTIONS = 8
LEAVE, CANCEL = "", "cancel"


def visits_to_move(specialist: Specialist) -> AppointmentQuerySet:
    """What is still planned with them: all of it must move before they can leave."""
    ahead = Appointment.objects.not_removed().filter(specialist=specialist, status__in=AHEAD)
    return ahead.filter(ended_at__gt=timezone.now()).with_names().order_by("started_at", "pk")


@dataclass
class Row:
    """One visit, where it could go, what was chosen for it, and how that went."""

    visit: Appointment
    when: str
    choices: list[tuple[str, str]]
    chosen: str
    outcome: str = ""
    trouble: str = ""
    call: str = ""
    """Whom to call about it, where no message reaches the patient."""

    @property
    def name(self) -> str:
        return f"visit-{self.visit.pk}"


@dataclass
class Absence:
    """The visits of one specialist that staff move or call off together."""

    visits: list[Appointment]
    by: Actor
    clock: Clock
    is_leaving: bool = False
    """They won't be back: none of their own times is offered, not even on another day."""
    rows: list[Row] = field(default_factory=list)

    def plan(self, said: Mapping[str, Any] | None = None) -> None:
        """Fill the rows; where nothing was chosen yet, propose a colleague who is free at the same time."""
        openings = self._openings()
        for visit in self.visits:
            offered = _offered(visit, openings[visit.service], other_days=not self.is_leaving)
            choices = [(LEAVE, _("Decide later")), (CANCEL, _("Cancel it"))]
            choices += [(slot_value(one), self._words(one)) for one in offered]
            same = [slot_value(one) for one in offered if one.started_at == visit.started_at]
            proposed = same[0] if same else LEAVE
            chosen = str(said.get(f"visit-{visit.pk}", LEAVE)) if said is not None else proposed
            when = f"{self.clock.short(visit.started_at)}–{self.clock.time(visit.ended_at)}"
            self.rows.append(Row(visit, when, choices, chosen))

    def perform(self, reason: str) -> bool:
        """Apply each row by itself: what can be done is done, and the others say why not. True when all succeeded."""
        chosen = [row for row in self.rows if row.chosen != LEAVE]
        # Lock all first, in a fixed order, so that two of these at once can't deadlock.
        list(
            Appointment.objects.filter(pk__in=[row.visit.pk for row in chosen])
            .order_by("pk")
            .select_for_update()
        )
        for row in chosen:
            try:
                with transaction.atomic():
                    row.outcome = self._do(row, reason)
            except Refusal as refusal:
                row.trouble = str(refusal)
        return all(row.outcome for row in chosen)

    def _do(self, row: Row, reason: str) -> str:
        if row.chosen == CANCEL:
            row.visit.cancel(by=self.by, reason=reason)
            return _outcome(row, _("Cancelled."))
        started_at, who = read_slot(row.chosen)
        whose = Specialist.objects.filter(pk=who).first() if _is_known(row) else None
        if started_at is None or whose is None:
            raise Refusal(_("This time is no longer free. Please choose another one."))
        Rescheduling(row.visit, started_at, whose).perform(by=self.by, reason=reason)
        return _outcome(row, _("Moved."))

    def _openings(self) -> dict[Service, list[Slot]]:
        """Open times of each service from now on for some days, with whom this member may plan. Four queries."""
        if not self.visits:
            return {}
        since = max(timezone.now(), min(visit.started_at for visit in self.visits) - timedelta(hours=12))
        until = since + SEARCH_SPAN
        giving: dict[Service, list[Specialist]] = {}
        for service in _given({visit.service_id for visit in self.visits}):
            who = [one for one in service.specialists.all() if one.is_active]
            giving[service] = [one for one in who if self.by.is_admin or one.pk in self.by.specialist_ids]
        everybody = list({one for who in giving.values() for one in who})
        availability = Availability.of(everybody, since, until)
        return {
            service: open_times(Channel(service), since, until, specialists=who, availability=availability)
            for service, who in giving.items()
        }

    def _words(self, opening: Slot) -> str:
        return f"{self.clock.short(opening.started_at)}, {opening.specialist.display_name}"


def _outcome(row: Row, done: str) -> str:
    is_told, sentence = notice_after(row.visit, by_text=True)
    row.call = "" if is_told else sentence
    return f"{done} {sentence}"


def _given(services: set[UUID]) -> QuerySet[Service]:
    found = Service.objects.filter(pk__in=services).select_related("organisation")
    return found.prefetch_related("specialists")


def _is_known(row: Row) -> bool:
    return any(row.chosen == value for value, _words in row.choices)


def _offered(visit: Appointment, openings: list[Slot], *, other_days: bool) -> list[Slot]:
    """A colleague at the same time, then what is nearest: colleagues on that day, the specialist on others."""
    length = visit.ended_at - visit.started_at

    def suits(one: Slot) -> bool:
        is_own = one.specialist.pk == visit.specialist_id
        zone = visit.specialist.zone
        is_same_day = one.started_at.astimezone(zone).date() == visit.started_at.astimezone(zone).date()
        return one.ended_at - one.started_at >= length and not (is_own and (is_same_day or not other_days))

    nearest = sorted(filter(suits, openings), key=lambda one: abs(one.started_at - visit.started_at))
    return nearest[:MOST_SUGGESTIONS]
