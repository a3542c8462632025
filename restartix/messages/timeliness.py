"""Whether a message about a visit is still of use: after an outage it may go out a day after it was requested."""

from __future__ import annotations

from collections.abc import Collection

from django.utils import timezone

from appointments.models import Appointment, Status
from forms.models import Side
from restartix.core.effects.models import Effect


def is_as_announced(effect: Effect, visit: Appointment, while_in: Collection[Status]) -> bool:
    """The visit exists, in a status that the message is about, and no later message says the same."""
    return not visit.deleted_at and visit.status in while_in and not is_repeated(effect, visit)


def came_too_late(effect: Effect, visit: Appointment) -> bool:
    """The visit has passed in the meantime. What was requested after it, such as a late cancellation, is sent all the
    same."""
    return effect.created_at < visit.ended_at <= timezone.now()


def is_repeated(effect: Effect, visit: Appointment) -> bool:
    """A later message of this kind to the same reader is sent or on its way; each tells how the visit stands then."""
    alike = visit.effects.filter(kind=effect.kind, code=effect.code, user=effect.user_id)
    return alike.filter(created_at__gt=effect.created_at).exclude(pk=effect.pk).exists()


def is_still_wanted(code: str, visit: Appointment) -> bool:
    """What staff are asked to do may be done already: a low rating answered, the specialist's forms signed."""
    if code == "low-rating-staff":
        alert = {"review__alert__acknowledged_at": None, "review__alert__withdrawn_at": None}
        return Appointment.objects.filter(pk=visit.pk, review__alert__isnull=False, **alert).exists()
    if code == "named-signer":
        return visit.forms.filter(filled_by=Side.SPECIALIST).unsettled().exists()
    return True
