"""The login behind a booking's address, found or made once the booking is accepted: the patient's, or a guardian's."""

from __future__ import annotations

from uuid import UUID, uuid5

from django.conf import settings
from django.db import connection

from appointments.models import Appointment
from patients.models import Guardianship, LoginOf, PatientPerson
from restartix.core.clinics.models import Event
from restartix.core.clinics.scope import scope
from restartix.core.effects.models import Effect, Kind
from restartix.core.effects.registry import handles
from restartix.core.identity.clerk import Clerk
from restartix.core.identity.mailed_link import keep_login
from restartix.messages.guardian_messages import tell_of_booking, tell_of_guardian

OF_VISITS = UUID("5a0d7a1e-3c1b-4c0e-9d0a-6a2f3f1f7c55")


@handles(Kind.ACCOUNT)
def keep_account(effect: Effect) -> str:
    """Whoever reads the address that the visit was booked with can sign in, as what staff said at onboarding.

    A login that a person has stays theirs, and a guardianship that was revoked stays so however often this runs. Over
    a record that was there before the visit nobody gets the person's own login until it is proven who they are, and a
    guardian may only book.
    """
    with scope(organisation_id=effect.organisation_id):
        visit = effect.appointment
        _tell_of_unknown_booker(visit)
        if visit is None or not wants_login(visit):
            return _login_of(visit)
        email = visit.contact_email
        user_id = keep_login(email=email)
    clerk_id = _clerk_account(user_id, email)
    with scope(organisation_id=effect.organisation_id):
        keep_login(email=email, clerk_user_id=clerk_id)
        if visit.login_of == LoginOf.GUARDIAN:
            _keep_guardian(visit, user_id)
        else:
            PatientPerson.objects.filter(pk=visit.patient_person_id, user=None).update(user_id=user_id)
    return str(user_id)


def wants_login(visit: Appointment) -> bool:
    """Does somebody still need a login?"""
    if not visit.onboarded_at or not visit.contact_email or visit.login_of == LoginOf.NOBODY:
        return False
    if visit.link_holder_id:
        return False
    if visit.login_of == LoginOf.GUARDIAN:
        return not Guardianship.objects.filter(pk=guardianship_id(visit)).exists()
    return _login_of(visit) == "" and _link_stands_for_the_person(visit)


def _tell_of_unknown_booker(visit: Appointment | None) -> None:
    """A booking in a known person's own name, by an address that is new to their record: they are told, once."""
    if visit is None or not visit.onboarded_at or not visit.contact_email or visit.link_holder_id:
        return
    if visit.login_of == LoginOf.GUARDIAN or visit.made_its_person or _link_stands_for_the_person(visit):
        return
    person = PatientPerson.objects.get(pk=visit.patient_person_id)
    tell_of_booking(visit.pk, visit.organisation_id, person)


def _link_stands_for_the_person(visit: Appointment) -> bool:
    """The visit made its person, or it is proven that its contact is that person."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 'forms' = ANY (rights) FROM public.link_standing(%s, false)", [visit.pk])
        return bool(cursor.fetchone()[0])


def guardianship_id(visit: Appointment) -> UUID:
    """The guardianship that this visit's onboarding makes: the same however often it is asked for."""
    return uuid5(OF_VISITS, str(visit.pk))


def _login_of(visit: Appointment | None) -> str:
    if visit is None:
        return ""
    return str(PatientPerson.objects.get(pk=visit.patient_person_id).user_id or "")


def _keep_guardian(visit: Appointment, user_id: UUID) -> None:
    """Unless this user may act for the person already, or is the person. One at a time for each person."""
    person = PatientPerson.objects.select_for_update().get(pk=visit.patient_person_id)
    theirs = Guardianship.objects.in_force().filter(person=person, user_id=user_id)
    if person.user_id == user_id or theirs.exists():
        return
    told = Event.objects.filter(appointment_id=visit.pk, verb__in=["onboarded", "registered"])
    taken_on = told.order_by("-at").first()
    made, is_new = Guardianship.objects.get_or_create(
        pk=guardianship_id(visit),
        defaults={
            "organisation_id": visit.organisation_id,
            "user_id": user_id,
            "person": person,
            "relationship": visit.relationship,
            "guardian_name": visit.booked_by,
            "rights": Guardianship.Right.values if visit.made_its_person else [Guardianship.Right.BOOK],
            "granted_by_id": taken_on.actor_user_id if taken_on else None,
        },
    )
    if is_new and not visit.made_its_person:
        tell_of_guardian(made)


def _clerk_account(user_id: UUID, email: str) -> str:
    """Clerk's account for this login, where Clerk signs people in; else nothing is outside."""
    if not settings.CLERK_SECRET_KEY:
        return ""
    return Clerk.from_settings().find_or_create_user(external_id=str(user_id), email=email)
