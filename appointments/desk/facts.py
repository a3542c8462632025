"""What the visit's page says of the booking, and the forms with whose turn it is."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from appointments.models import Appointment
from forms.models import Form, FormType, Side, Status
from restartix.clock import Clock, money, written, zone_named

Pairs = list[tuple[str, str]]


@dataclass(frozen=True)
class FormLine:
    """One form of the visit, as its list shows it."""

    name: str
    type: str
    state: str
    is_signed: bool
    turn: str
    url: str


def booked_facts(visit: Appointment, clock: Clock) -> Pairs:
    """What was typed at the booking and what was booked; empty values are left out."""
    person = visit.booked_as
    facts: Pairs = [
        (_("Name"), person.name),
        (
            _("Booked by"),
            f"{visit.booked_by} ({visit.relationship})" if visit.relationship else visit.booked_by,
        ),
        (_("Phone"), person.phone),
        (_("E-mail"), visit.contact_email),
        (_("Date of birth"), written(person.birth_date, "d MMMM y") if person.birth_date else ""),
        (_("Service"), visit.service.name),
        (_("Booked through"), visit.calendar.name if visit.calendar else ""),
        (_("Price"), money(visit.price, visit.organisation.currency) if visit.price is not None else ""),
        (_("Patient’s clock"), _theirs(visit, clock)),
        (_("Privacy notice accepted"), _version(visit)),
        (_("Booked on"), f"{clock.short(visit.created_at)}, {clock.name}"),
    ]
    return [(label, value) for label, value in facts if value]


def forms_of(visit: Appointment) -> list[FormLine]:
    return [_line(form) for form in visit.forms.filter(replaced_by=None)]


def _line(form: Form) -> FormLine:
    return FormLine(
        name=form.name,
        type=str(FormType(form.type).label),
        state=str(Status(form.status).label),
        is_signed=form.is_signed,
        turn=_turn(form),
        url=reverse("desk_form", args=[form.appointment_id, form.pk]),
    )


def _turn(form: Form) -> str:
    if form.is_signed:
        return ""
    who = _("The patient’s turn") if form.filled_by == Side.PATIENT else _("The specialist’s turn")
    return who if form.is_required else _("%(who)s, if they like") % {"who": who}


def _theirs(visit: Appointment, clock: Clock) -> str:
    """The time on the patient's own clock, when it differs."""
    if not visit.visitor_time_zone:
        return ""
    theirs = Clock(zone_named(visit.visitor_time_zone, clock.zone))
    return clock.beside(theirs, visit.started_at)


def _version(visit: Appointment) -> str:
    return _("version %(number)s") % {"number": visit.privacy_version} if visit.privacy_version else ""
