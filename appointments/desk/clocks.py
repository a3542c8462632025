"""Whose clock the staff's pages show: the clinic's for admins, their own for specialists."""

from __future__ import annotations

from appointments.models import Specialist
from restartix.clock import Clock
from restartix.organisations.actor import Actor
from restartix.organisations.clinic import clinic_of, remember_clinic
from restartix.organisations.middleware import ClinicRequest
from restartix.organisations.models import Organisation


def staff_clock(actor: Actor, clinic: Organisation | None = None) -> Clock:
    """Give the clinic when it is at hand already."""
    if not actor.is_admin:
        own = Specialist.objects.filter(pk__in=actor.specialist_ids).order_by("id").first()
        if own is not None:
            return Clock(own.zone)
    return Clock((clinic or Organisation.objects.get(pk=actor.here)).zone)


def desk_clock(request: ClinicRequest) -> Clock:
    """`staff_clock` of whoever asks; one query, which brings the clinic along for `clinic_of`."""
    if not request.actor.is_admin:
        own = (
            Specialist.objects.filter(pk__in=request.actor.specialist_ids)
            .select_related("organisation")
            .order_by("id")
            .first()
        )
        if own is not None:
            remember_clinic(request, own.organisation)
            return Clock(own.zone)
    return Clock(clinic_of(request).zone)
