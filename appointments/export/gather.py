"""What an archive holds. Read as the one who asks, so the database's policies decide; what is not for patients is never
asked for, even if the asker is staff as well."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Q

from appointments.models import Appointment
from forms.documents import file_name, paper_of
from forms.models import Consent, Form, Side
from forms.models import Status as FormStatus
from forms.paper import read
from patients.changes import ProfileChange
from patients.history import in_words, label
from patients.models import Guardianship, PatientPerson, PatientProfile
from patients.profile_form import ProfileForm
from restartix.organisations.models import Organisation
from reviews.models import Review

Said = dict[str, Any]
OF_PATIENTS = Q(filled_by=Side.PATIENT) | Q(status=FormStatus.SIGNED)


def gather(person: PatientPerson, clinic: Organisation) -> Said:
    """As plain values: what this clinic holds about the person, and the profile that is the person's own."""
    visits = Appointment.objects.kept().with_names().filter(patient_person=person).order_by("started_at")
    return {
        "clinic": clinic.name,
        "time_zone": clinic.time_zone,
        "person": {"name": person.name, "phone": person.phone, "birth_date": _iso(person.birth_date)},
        "profile": _profile(person.pk),
        "profile_history": [
            {"at": _iso(one.at), "change": in_words(one), "by": one.actor_kind}
            for one in ProfileChange.objects.filter(person=person)
        ],
        "acted_for_by": [
            {
                "name": one.name,
                "relationship": one.relationship,
                "rights": one.rights,
                "from": _iso(one.valid_from),
            }
            for one in Guardianship.objects.filter(person=person).select_related("user")
        ],
        "visits": _visits(list(visits)),
        "consents": _consents(person.pk),
    }


def _profile(person_id: UUID) -> Said:
    profile = PatientProfile.objects.filter(person=person_id).first()
    return {label(name): getattr(profile, name) for name in ProfileForm.Meta.fields} if profile else {}


def _visits(visits: list[Appointment]) -> list[Said]:
    forms: dict[int, list[Said]] = {visit.pk: [] for visit in visits}
    found = Form.objects.filter(OF_PATIENTS, appointment__in=forms).prefetch_related("documents")
    for form in found:
        forms[form.appointment_id].append(_form(form))
    reviews = {one.appointment_id: one for one in Review.objects.filter(appointment__in=forms)}
    return [
        {
            "number": visit.pk,
            "service": visit.service.name,
            "specialist": visit.specialist.display_name,
            "from": _iso(visit.started_at),
            "until": _iso(visit.ended_at),
            "status": visit.status,
            "booked_at": _iso(visit.created_at),
            "contact_email": visit.contact_email,
            "price": None if visit.price is None else str(visit.price),
            "session_of_plan": visit.plan_session_number,
            "forms": forms[visit.pk],
            "review": _review(reviews.get(visit.pk)),
        }
        for visit in visits
    ]


def _form(form: Form) -> Said:
    paper = paper_of(form, for_staff=False) if form.is_signed else None
    answers = [
        {"question": row["question"]["label"], "answer": str(row["answer"] or "")}
        for row in read(form, shows_private=False)
    ]
    return {
        "name": form.name,
        "status": form.status,
        "signed_at": _iso(form.signed_at),
        "signed_by": form.signer_name,
        "hash": form.content_hash,
        "answers": answers,
        "document": {
            "id": str(paper.pk),
            "file": f"{form.appointment_id}-{str(form.pk)[:8]}-{file_name(form)}",
        }
        if paper
        else None,
    }


def _consents(person_id: UUID) -> list[Said]:
    return [
        {
            "text": one.text,
            "given_at": _iso(one.given_at),
            "signed_by": one.signer_name,
            "hash": one.text_hash,
        }
        for one in Consent.objects.filter(person=person_id).order_by("given_at")
    ]


def _review(review: Review | None) -> Said | None:
    if review is None:
        return None
    return {"stars": review.rating, "comment": review.comment, "given_at": _iso(review.given_at)}


def _iso(at: Any) -> str:
    return at.isoformat(timespec="seconds") if isinstance(at, datetime) else at.isoformat() if at else ""
