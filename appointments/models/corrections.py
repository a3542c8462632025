"""When plans change or something was recorded wrongly: moving, reinstating, correcting and removing a visit."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django_fsm import GET_STATE, transition

from appointments.models.buffers import make_way
from appointments.models.catalogue import ServiceSpecialist
from appointments.models.conditions import (
    has_started,
    is_called_off,
    is_not_removed,
    is_removed,
    moved_in_time,
    not_done,
)
from appointments.models.hours import Specialist
from appointments.models.lifecycle import Lifecycle, admins, patient_or_admins, patient_or_staff, staff
from appointments.models.status import CALLED_OFF, Status
from appointments.models.visit import Visit
from restartix.core.clinics.actor import Actor
from restartix.core.clinics.scope import link_hash, new_nonce, token_for
from restartix.core.effects.models import Kind
from restartix.core.masks import mask_email, mask_phone
from restartix.core.refusals import NotNow, NotYours
from restartix.core.verbs import verb


def _placed(at: datetime, whose: Specialist, which: str) -> dict[str, str]:
    return {which: at.isoformat(), f"{which}_with": str(whose.pk)}


def _where_it_was(visit: Visit, **_details: object) -> Status:
    return Status.UPCOMING if visit.onboarded_at else Status.BOOKED


class Corrections(Lifecycle):
    """The verbs that change a plan or put a record right. Staff say why, except for a move."""

    class Meta(Visit.Meta):
        abstract = True

    @verb(may=patient_or_staff, conditions=[moved_in_time])
    @transition(field="status", source=Status.BOOKED, target=Status.BOOKED)
    @transition(field="status", source=[Status.UPCOMING, Status.CONFIRMED], target=Status.UPCOMING)
    def reschedule(
        self, *, by: Actor, started_at: datetime, specialist: Specialist | None = None, reason: str = ""
    ) -> None:
        """Another time, another specialist who gives the service, or both. Patients may until the cut-off; whether the
        time is offered to them is Rescheduling's to ask. If they had confirmed the old time, they are asked again."""
        was, whose = self.started_at, self.specialist
        self._check_move(by, specialist or whose)
        self._place(started_at, specialist or whose, past_buffers=by.runs(self))
        if (self.started_at, self.specialist) == (was, whose):
            raise NotNow(_("The visit is already at this time. Please choose another one."))
        self.sequence += 1
        self.record("moved", by=by, reason=reason, **self._moved_from(was, whose))
        self.tell("moved", "moved-staff")
        if self.specialist_id != whose.pk:
            self.tell("moved-away")
        if self.onboarded_at:
            self.require(Kind.ROOM)

    @verb(may=staff)
    @transition(
        field="status",
        source=list(CALLED_OFF),
        target=GET_STATE(_where_it_was, states=[Status.UPCOMING, Status.BOOKED]),
        conditions=[is_not_removed],
    )
    def reinstate(
        self,
        *,
        by: Actor,
        reason: str = "",
        started_at: datetime | None = None,
        specialist: Specialist | None = None,
    ) -> None:
        """It takes place after all: at its own time if that is still free, SlotTaken when it isn't; or at another."""
        self._check_reason(reason)
        was, whose = self.started_at, self.specialist
        if started_at is None:
            make_way(self)
        else:
            self._check_move(by, specialist or whose)
            self._place(started_at, specialist or whose, past_buffers=True)
        self.cancelled_late = None
        self.sequence += 1
        self.record("reinstated", by=by, reason=reason, **self._moved_from(was, whose))
        if self.is_over:
            return
        self.tell("reinstated", "reinstated-staff")
        if self.specialist_id != whose.pk and was > timezone.now():
            self.tell("moved-away")
        if self.onboarded_at:
            self.require(Kind.ROOM)

    @verb(may=staff)
    @transition(
        field="status",
        source=Status.CANCELLED,
        target=Status.NOSHOW,
        conditions=[is_not_removed, has_started],
    )
    @transition(field="status", source=Status.NOSHOW, target=Status.CANCELLED, conditions=[is_not_removed])
    def correct(self, *, by: Actor, reason: str = "", late: bool = True) -> None:
        """It was recorded as the wrong one of cancelled and no-show; `late` says how a cancellation counts."""
        self._check_reason(reason)
        self.cancelled_late = None if self.status == Status.CANCELLED else late
        self.sequence += 1
        self.record("corrected", by=by, reason=reason, was=str(self.status))

    @verb(may=admins, conditions=[is_not_removed, is_called_off])
    def remove(self, *, by: Actor, reason: str = "") -> None:
        """Off every list; its history stays. Only what was called off can be removed."""
        self._check_reason(reason)
        self.deleted_at = timezone.now()
        self.record("removed", by=by, reason=reason)

    @verb(may=admins, conditions=[is_removed])
    def restore(self, *, by: Actor) -> None:
        self.deleted_at = None
        self.record("restored", by=by)

    @verb(may=patient_or_admins, conditions=[is_not_removed, not_done])
    def renew_link(self, *, by: Actor) -> None:
        """A new private link is mailed; the one before opens nothing any more. After too many of them the last one that
        was mailed stays as it is."""
        if not self.may_mail_again():
            return
        self._replace_link()
        self.record("link renewed", by=by)
        self.tell("link")

    @verb(may=admins, conditions=[is_not_removed])
    def correct_contact(
        self, *, by: Actor, email: str | None = None, phone: tuple[str, str] | None = None
    ) -> None:
        """E-mails go to this address from now on; text messages to the person's phone, which has changed. A wrong
        address has received the private link, so that one opens nothing any more and a new one is mailed."""
        told: dict[str, Any] = {"phone": [mask_phone(number) for number in phone]} if phone else {}
        if email and email != self.contact_email:
            told["email"] = [mask_email(address) for address in (self.contact_email, email)]
            self.contact_email = email
            self._replace_link()
            if self.may_mail_again():
                self.tell("link")
        self.record("contact corrected", by=by, **told)

    def _replace_link(self) -> None:
        self.link_nonce = new_nonce()
        self.link_hash = link_hash(token_for(self.link_nonce, purpose="visit"))

    def _place(self, started_at: datetime, specialist: Specialist, *, past_buffers: bool) -> None:
        """At that time with that specialist, as long as before."""
        length = self.ended_at - self.started_at
        if started_at + length <= timezone.now():
            raise NotNow(_("This time is in the past. Please choose another one."))
        gives = ServiceSpecialist.objects.filter(service=self.service_id, specialist=specialist.pk)
        if not specialist.is_active or not gives.exists():
            raise NotNow(_("%(name)s does not give this service.") % {"name": specialist.display_name})
        self.started_at, self.ended_at = started_at, started_at + length
        self.specialist = specialist
        self.buffer_before, self.buffer_after = specialist.buffer_before, specialist.buffer_after
        if past_buffers:
            make_way(self)

    def _moved_from(self, was: datetime, whose: Specialist) -> dict[str, Any]:
        """For the history: the old and the new time, and what its e-mails count by; empty if nothing moved."""
        if (self.started_at, self.specialist_id) == (was, whose.pk):
            return {}
        now = _placed(self.started_at, self.specialist, "now")
        return {"sequence": self.sequence, **_placed(was, whose, "was"), **now}

    def _check_move(self, by: Actor, to: Specialist) -> None:
        if by.runs(self) and not by.is_admin and to.pk not in by.specialist_ids:
            raise NotYours(_("Only an admin gives a visit to another specialist."))

    def _check_reason(self, reason: str) -> None:
        if not reason.strip():
            raise NotNow(_("Please say why. The reason is saved in the visit’s history."))
