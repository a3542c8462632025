"""What an archive holds. Read as the one who asks, so the database's policies decide; what is not for patients is never
asked for, even if the asker is staff as well. Its words are codes and instants: the page says them in a language."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db import connection

from appointments.models import PatientServicePlan
from appointments.plans import progress_of
from forms.models import Consent
from patients.changes import ProfileChange
from patients.contact_data import ConfirmedPhone
from patients.models import Guardianship, Patient, PatientPerson, PatientProfile
from restartix.core.clinics.models import Organisation
from restartix.core.identity.models import User
from restartix.flows.export.visits import Said, iso, visits_of


def gather(person: PatientPerson, clinic: Organisation) -> Said:
    """As plain values: what this clinic holds about the person, and the profile that is the person's own."""
    visits = visits_of(person)
    return {
        "clinic": {"name": clinic.name, "address": clinic.address, "phone": clinic.phone},
        "time_zone": clinic.time_zone,
        "person": _person(person, clinic),
        "profile": _profile(person.pk),
        "profile_history": _history(person.pk),
        "acted_for_by": _guardians(person.pk),
        "plans": _plans(person.pk),
        "visits": visits,
        "consents": _consents(person.pk, visits),
        "messages": _messages(person.pk),
    }


def _person(person: PatientPerson, clinic: Organisation) -> Said:
    link = Patient.objects.filter(person=person, organisation=clinic).first()
    login = User.objects.filter(pk=person.user_id).first() if person.user_id else None
    return {
        "name": person.name,
        "phone": person.phone,
        "confirmed_phones": _confirmed_phones(person, clinic),
        "birth_date": iso(person.birth_date),
        "signs_in_with": login.email if login else "",
        "known_here_since": iso(link.created_at) if link else "",
        "profile_is_shared": bool(link and link.is_shared),
    }


def _confirmed_phones(person: PatientPerson, clinic: Organisation) -> list[Said]:
    found = ConfirmedPhone.objects.filter(person=person, organisation=clinic).order_by("confirmed_at", "pk")
    return [{"phone": one.phone, "at": iso(one.confirmed_at), "until": iso(one.ended_at)} for one in found]


def _profile(person_id: UUID) -> Said:
    profile = PatientProfile.objects.filter(person=person_id).first()
    return {name: getattr(profile, name) for name in PatientProfile.KNOWN_OF_HEALTH} if profile else {}


def _history(person_id: UUID) -> list[Said]:
    return [
        {
            "at": iso(one.at),
            "attribute": one.attribute,
            "old": one.old,
            "new": one.new,
            "by": one.actor_kind,
            "visit": one.appointment_id,
        }
        for one in ProfileChange.objects.filter(person=person_id)
    ]


def _guardians(person_id: UUID) -> list[Said]:
    found = Guardianship.objects.filter(person=person_id).select_related("user").order_by("valid_from", "pk")
    return [
        {
            "name": one.name,
            "relationship": one.relationship,
            "rights": one.rights,
            "from": iso(one.valid_from),
            "until": iso(one.revoked_at or one.valid_until),
        }
        for one in found
    ]


def _plans(person_id: UUID) -> list[Said]:
    found = PatientServicePlan.objects.filter(person=person_id).select_related("service")
    return [
        {
            "number": one.plan.pk,
            "service": one.plan.service.name,
            "sessions": one.plan.sessions,
            "used": one.done,
            "planned": one.planned,
            "left": one.left,
            "since": iso(one.plan.created_at),
            "ended": iso(one.plan.ended_at),
        }
        for one in progress_of(found.order_by("created_at", "pk"))
    ]


def _consents(person_id: UUID, visits: list[Said]) -> list[Said]:
    forms = {form["id"]: (form["name"], visit["number"]) for visit in visits for form in visit["forms"]}
    return [
        {
            "form": forms.get(str(one.form_id), ("", None))[0],
            "visit": forms.get(str(one.form_id), ("", None))[1],
            "text": one.text,
            "given_at": iso(one.given_at),
            "given_from": one.given_from,
            "signed_by": one.signer_name,
            "signed_for_patient_by": one.signer_relationship,
            "in_presence_of": one.witness_name,
            "hash": one.text_hash,
        }
        for one in Consent.objects.filter(person=person_id).order_by("given_at", "pk")
    ]


def _messages(person_id: UUID) -> list[dict[str, Any]]:
    """What was sent to them about their visits; what went to the clinic's staff is not theirs."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM public.messages_about(%s)", [person_id])
        rows = cursor.fetchall()
    return [
        {"visit": visit, "kind": kind, "code": code, "state": state, "delivery": delivery, "at": iso(at)}
        for visit, kind, code, state, delivery, at in rows
    ]
