"""Whose clock the staff's pages show: the clinic's for admins, their own for specialists."""

from __future__ import annotations

from appointments.models import Specialist
from restartix.core.clinics.actor import Actor
from restartix.core.clinics.models import Organisation
from restartix.core.clock import Clock
from restartix.core.web.current_clinic import clinic_of, remember_clinic
from restartix.core.web.middleware import ClinicRequest


def staff_clock(actor: Actor, clinic: Organisation | None = None) -> Clock:
    """Give the clinic when it is at hand already."""
    own = _own(actor)
    return Clock((own or clinic or Organisation.objects.get(pk=actor.here)).zone)


def desk_clock(request: ClinicRequest) -> Clock:
    """`staff_clock` of whoever asks; one query, which brings the clinic along for `clinic_of`."""
    own = _own(request.actor)
    if own is not None:
        remember_clinic(request, own.organisation)
    return Clock((own or clinic_of(request)).zone)


def _own(actor: Actor) -> Specialist | None:
    """The specialist that the user is, with the clinic; None for admins."""
    if actor.is_admin:
        return None
    own = Specialist.objects.filter(pk__in=actor.specialist_ids)
    return own.select_related("organisation").order_by("id").first()
