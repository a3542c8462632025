"""What a specialist wants in sight during a visit: who this is, and what is known of their health."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext as _

from appointments.models import Appointment
from patients.models import PatientPerson, PatientProfile
from restartix.core.clock import Clock, format_day
from restartix.core.phone import format_phone


def facts_of(visit: Appointment) -> list[tuple[str, str]]:
    """Pairs for the panel; what is not known, or not shared with this clinic, is left out."""
    person = visit.patient_person
    facts = [
        (_("Born"), _born(person, Clock(visit.specialist.zone).today)),
        (_("Phone"), format_phone(person.phone)),
    ]
    profile = PatientProfile.objects.filter(person=person).first()
    if profile:
        facts += [
            (_("Allergies"), profile.allergies),
            (_("Conditions"), profile.conditions),
            (_("Medication"), profile.medication),
            (_("Blood type"), profile.blood_type),
            (
                _("In an emergency"),
                ", ".join(filter(None, (profile.emergency_contact, profile.emergency_phone))),
            ),
        ]
    if visit.plan_session_number and visit.patient_service_plan:
        facts.append((_("Session"), str(visit.plan_session_number)))
    return [(label, value) for label, value in facts if value]


def _born(person: PatientPerson, today: date) -> str:
    born = person.birth_date
    if born is None:
        return ""
    age = today.year - born.year - ((today.month, today.day) < (born.month, born.day))
    return _("%(date)s (%(age)s years)") % {"date": format_day(born, "d MMMM y"), "age": age}
