"""What the visit's page says about the booking."""

from __future__ import annotations

from django.utils.translation import gettext as _

from appointments.models import Appointment
from appointments.plans import session_words
from restartix.core.clock import Clock, format_day, money, zone_named
from restartix.core.phone import format_phone
from restartix.flows.addons import added_facts

Pairs = list[tuple[str, str]]


def booked_facts(visit: Appointment, clock: Clock) -> Pairs:
    """What was typed at the booking and what was booked; empty values are left out."""
    person = visit.booked_as
    facts: Pairs = [
        (_("Name"), person.name),
        (
            _("Booked by"),
            f"{visit.booked_by} ({visit.relationship})" if visit.relationship else visit.booked_by,
        ),
        (_("Phone"), format_phone(person.phone)),
        (_("E-mail"), visit.contact_email),
        (_("Date of birth"), format_day(person.birth_date, "d MMMM y") if person.birth_date else ""),
        (_("Service"), visit.service.name),
        (_("Plan"), session_words(visit)),
        (_("Booked through"), visit.calendar.name if visit.calendar else ""),
        (_("Price"), money(visit.price, visit.organisation.currency) if visit.price is not None else ""),
        *added_facts(visit),
        (_("Patient’s time zone"), _theirs(visit, clock)),
        (_("Privacy notice accepted"), _version(visit)),
        (_("Booked on"), f"{clock.short(visit.created_at)}, {clock.name}"),
    ]
    return [(label, value) for label, value in facts if value]


def _theirs(visit: Appointment, clock: Clock) -> str:
    """The time on the patient's own clock, when it differs."""
    if not visit.visitor_time_zone:
        return ""
    theirs = Clock(zone_named(visit.visitor_time_zone, clock.zone))
    return clock.beside(theirs, visit.started_at)


def _version(visit: Appointment) -> str:
    return _("version %(number)s") % {"number": visit.privacy_version} if visit.privacy_version else ""
