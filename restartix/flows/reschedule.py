"""Moving a visit: to a time that is open to the patient, or to one that staff decide on."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from appointments.availability.channel import Channel
from appointments.availability.open_times import Slot
from appointments.models import Appointment, Specialist
from restartix.core.clinics.actor import Actor
from restartix.core.limits.targets import may_send
from restartix.core.refusals import NotNow
from restartix.flows.booking import Booking


@dataclass(frozen=True)
class Moving(Channel):
    """The channel a visit came through, once more: its own time is no obstacle, and it stays as long as it is."""

    visit: Appointment | None = None

    @classmethod
    def of_visit(cls, visit: Appointment) -> Moving:
        return cls(visit.service, visit.calendar, visit)

    def __post_init__(self) -> None:
        super().__post_init__()
        assert self.visit
        vars(self).update(length=self.visit.ended_at - self.visit.started_at, ignored_visit_id=self.visit.pk)

    def url(self, **asks: str) -> str:
        assert self.visit
        said = {key: value for key, value in asks.items() if value}
        return f"{reverse('visit_time', args=[self.visit.pk])}?{urlencode(said)}"


@dataclass(frozen=True)
class Rescheduling:
    """One visit's new time, with this specialist."""

    visit: Appointment
    started_at: datetime
    specialist: Specialist

    def opening(self, *, by: Actor) -> Slot:
        """The time as it is offered to a patient at this moment. Raises NotNow, SlotTaken."""
        return Booking(Moving.of_visit(self.visit), self.specialist, self.started_at, by).opening()

    def perform(self, *, by: Actor, reason: str = "") -> None:
        """A patient takes what is offered; staff may go past hours, notice and buffers, never over a visit or a
        visitor's hold. Raises NotYours, NotNow, SlotTaken."""
        if not by.runs(self.visit):
            self.opening(by=by)
            self._count_move()
        self.visit.reschedule(by=by, started_at=self.started_at, specialist=self.specialist, reason=reason)

    def _count_move(self) -> None:
        """Each move takes a time from others and notifies several people, so their number is limited."""
        visit = self.visit
        if not may_send("move", organisation_id=visit.organisation_id, subject=f"visit:{visit.pk}"):
            raise NotNow(_("This visit was moved several times already. Please call the clinic to move it."))
