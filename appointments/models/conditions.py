"""What must be true of a visit for its verbs, each with the message shown when it isn't."""

from __future__ import annotations

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from appointments.models.status import CALLED_OFF, Status
from restartix.core.clinics.actor import Actor
from restartix.core.verbs import Condition


def everyone_but_staff(actor: Actor, visit: Any) -> bool:
    """Everybody but the staff who run the visit."""
    return not actor.runs(visit)


def _opens_before(visit: Any) -> str:
    minutes = visit.organisation.opens_session_minutes_before
    return _("The session opens %(minutes)s minutes before the visit.") % {"minutes": minutes}


def _still_to_be_signed(visit: Any) -> str:
    missing = visit.forms.unsigned_required().values_list("name", flat=True)
    return _("Still to be signed: %(forms)s.") % {"forms": ", ".join(missing)}


not_over = Condition(
    lambda visit: not visit.is_over,
    lambda visit: _("This visit has already ended."),
)
session_opened = Condition(lambda visit: timezone.now() >= visit.session_opens_at, _opens_before)
has_started = Condition(
    lambda visit: timezone.now() >= visit.started_at,
    lambda visit: _("The visit has not begun yet."),
)
forms_settled = Condition(
    lambda visit: not visit.forms.unsigned_required().exists(),
    _still_to_be_signed,
)
cancelled_in_time = Condition(
    lambda visit: visit.is_cancellable and visit.status != Status.INPROGRESS,
    lambda visit: _("It is too late to cancel online. Please call the clinic."),
    binds=everyone_but_staff,
)
moved_in_time = Condition(
    lambda visit: visit.is_cancellable,
    lambda visit: _("It is too late to move the visit online. Please call the clinic."),
    binds=everyone_but_staff,
)
not_done = Condition(
    lambda visit: visit.status != Status.DONE,
    lambda visit: _("This visit is over. The clinic can send you a new link."),
    binds=everyone_but_staff,
)
is_not_removed = Condition(
    lambda visit: visit.deleted_at is None,
    lambda visit: _("This visit was removed. Restore it first."),
)
is_removed = Condition(
    lambda visit: visit.deleted_at is not None,
    lambda visit: _("This visit is not removed."),
)
is_called_off = Condition(
    lambda visit: visit.status in CALLED_OFF,
    lambda visit: _("Only a cancelled visit or a no-show can be removed."),
)
contact_can_change = Condition(
    lambda visit: visit.is_ahead,
    lambda visit: _(
        "This visit has ended or was cancelled, so its contact details can’t be changed any more."
    ),
)
texts_can_change = Condition(
    lambda visit: visit.is_ahead, lambda visit: _("This visit is over or cancelled.")
)
nothing_signed = Condition(
    lambda visit: visit.may_change_person,
    lambda visit: _("A form of this visit is signed, so the patient can no longer be changed."),
)
