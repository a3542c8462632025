"""How the first patient's profile came to be: the database's own hand keeps still while the sample is loaded."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from forms.models import Form, FormStatus, FormType
from patients.changes import ProfileChange
from patients.models import PatientProfile
from restartix.tools.sample.people import phone
from restartix.tools.sample.world import World, known_id


def remember(world: World) -> None:
    """A phone number was another one; whom to call in an emergency came from a form, if they signed one."""
    patient = world.clinics["aurora"].persons[0]
    contact = PatientProfile.objects.get(person=patient).emergency_contact
    signed = Form.objects.filter(appointment__patient_person=patient, type=FormType.SURVEY)
    form = signed.filter(status=FormStatus.SIGNED).order_by("-signed_at").first()
    _changed(world, "phone", world.now - timedelta(days=120), old=phone(455), new=patient.phone)
    at = form.signed_at if form and form.signed_at else world.now - timedelta(days=31)
    visit = form.appointment_id if form else None
    _changed(world, "emergency_contact", at, old="", new=contact, appointment_id=visit)


def _changed(world: World, attribute: str, at: datetime, **more: Any) -> None:
    patient = world.clinics["aurora"].persons[0]
    ProfileChange.objects.create(
        id=known_id("change", str(patient.pk), attribute),
        organisation=patient.made_by,
        person=patient,
        at=at,
        actor_kind=ProfileChange.ActorKind.PATIENT,
        actor_user_id=patient.user_id,
        attribute=attribute,
        **more,
    )
