"""The login of a patient: found or made once their booking is taken on."""

from __future__ import annotations

from uuid import UUID

from django.conf import settings

from patients.models import PatientPerson
from restartix.effects.models import Effect, Kind
from restartix.effects.registry import handles
from restartix.identity.clerk import Clerk
from restartix.identity.mailed_link import keep_login
from restartix.organisations.scope import scope


@handles(Kind.ACCOUNT)
def keep_account(effect: Effect) -> str:
    """The visit's person can sign in with the address the visit was booked with. A login they have stays theirs."""
    with scope(organisation_id=effect.organisation_id):
        visit = effect.appointment
        person = PatientPerson.objects.get(pk=visit.patient_person_id) if visit else None
        if (
            visit is None
            or person is None
            or person.user_id
            or not visit.contact_email
            or not visit.onboarded_at
        ):
            return str(person.user_id or "") if person else ""
        email = visit.contact_email
        user_id = keep_login(email=email)
    clerk_id = _clerk_account(user_id, email)
    with scope(organisation_id=effect.organisation_id):
        keep_login(email=email, clerk_user_id=clerk_id)
        PatientPerson.objects.filter(pk=person.pk, user=None).update(user_id=user_id)
    return str(user_id)


def _clerk_account(user_id: UUID, email: str) -> str:
    """Clerk's account for this login, where Clerk signs people in; else nothing is outside."""
    if not settings.CLERK_SECRET_KEY:
        return ""
    return Clerk.from_settings().find_or_create_user(external_id=str(user_id), email=email)
