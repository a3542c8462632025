"""A visit's way from booked to done, and the two ways it can end before."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.utils import timezone
from django.utils.translation import gettext as _
from django_fsm import transition

from appointments.models.conditions import (
    cancelled_in_time,
    forms_settled,
    has_started,
    not_over,
    session_opened,
)
from appointments.models.status import AHEAD, UNFINISHED, Status
from appointments.models.visit import OnboardingDecision, Visit
from restartix.core.clinics.actor import Actor
from restartix.core.clock import zone_named
from restartix.core.effects.models import Kind
from restartix.core.refusals import NotNow
from restartix.core.verbs import verb


def staff(actor: Actor, visit: Visit) -> bool:
    return actor.runs(visit)


def patient_or_staff(actor: Actor, visit: Visit) -> bool:
    return actor.books_for(visit) or actor.runs(visit)


def admins(actor: Actor, visit: Visit) -> bool:
    return actor.is_admin and actor.runs(visit)


def patient_or_admins(actor: Actor, visit: Visit) -> bool:
    return visit.patient_person_id in actor.books_for_ids or actor.runs(visit)


class Lifecycle(Visit):
    """The verbs of a visit's normal course."""

    forms: Any
    participants: Any
    """What the apps above keep of a visit, by their own reverse relations."""

    class Meta(Visit.Meta):
        abstract = True

    @verb(may=staff)
    @transition(field="status", source=Status.BOOKED, target=Status.UPCOMING)
    def onboard(self, *, by: Actor, answer: OnboardingDecision | None = None) -> None:
        """The clinic has taken the booking on. The record and the forms are made with it (Onboarding)."""
        self.onboarded_at = timezone.now()
        self.sequence += 1
        if answer:
            self.patient_person = answer.person or self.patient_person
            self.login_of, self.relationship = answer.login_of, answer.relationship
        self.record("onboarded", by=by, linked=not self.made_its_person, login_of=str(self.login_of))
        self.tell("onboarded")

    @verb(may=patient_or_staff)
    @transition(field="status", source=Status.UPCOMING, target=Status.CONFIRMED, conditions=[not_over])
    def confirm(self, *, by: Actor) -> None:
        """The patient has said they will come; tell the specialist."""
        self.record("confirmed", by=by)
        self.tell("confirmed")

    @verb(may=staff)
    @transition(
        field="status",
        source=[Status.UPCOMING, Status.CONFIRMED],
        target=Status.INPROGRESS,
        conditions=[session_opened],
    )
    def start(self, *, by: Actor) -> None:
        """The session is open."""
        self.record("started", by=by)

    @verb(may=staff, conditions=[forms_settled])
    @transition(field="status", source=Status.INPROGRESS, target=Status.DONE)
    def complete(self, *, by: Actor) -> None:
        """The visit is over, and each required form is signed, on paper, or waived; invite the patient to review it."""
        self.record("completed", by=by)
        self.tell("review")

    @verb(may=patient_or_staff, conditions=[cancelled_in_time])
    @transition(field="status", source=UNFINISHED, target=Status.CANCELLED)
    def cancel(self, *, by: Actor, reason: str = "") -> None:
        """Called off. Patients may until the cut-off; staff always, with a reason."""
        if by.runs(self) and not reason.strip():
            raise NotNow(_("Please say why the visit is cancelled."))
        self.cancelled_late = not self.is_cancellable
        self.sequence += 1
        self.record("cancelled", by=by, reason=reason, late=self.cancelled_late)
        self.tell("cancelled", "cancelled-staff")
        self.require(Kind.ROOM)

    @verb(may=staff)
    @transition(field="status", source=UNFINISHED, target=Status.NOSHOW, conditions=[has_started])
    def mark_noshow(self, *, by: Actor) -> None:
        """The patient did not come."""
        self.record("marked as no-show", by=by, **self._who_joined())
        self.require(Kind.ROOM)

    @property
    def visitor_zone(self) -> ZoneInfo:
        """The zone the visitor booked in, else the clinic's."""
        return zone_named(self.visitor_time_zone, self.organisation.zone)

    @property
    def is_ahead(self) -> bool:
        return self.status in AHEAD and not self.is_over

    @property
    def session_opens_at(self) -> datetime:
        """From then on its session may be opened."""
        return self.started_at - timedelta(minutes=self.organisation.opens_session_minutes_before)

    @property
    def session_has_opened(self) -> bool:
        """Its time has come, or somebody opened it early."""
        return self.status == Status.INPROGRESS or session_opened.holds(self)

    def _who_joined(self) -> dict[str, str]:
        """The evidence: when each side first joined the call, if it did."""
        joined = self.participants.order_by("-joined_at")
        return {
            f"{side}_joined": joined_at.isoformat()
            for side, joined_at in joined.values_list("side", "joined_at")
        }
