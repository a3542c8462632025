"""A visit's forms: made once from its templates, frozen as asked, with what the clinic already knows filled in."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any, Protocol

from django.db import transaction
from django.db.models import prefetch_related_objects

from forms.models import Form, FormTemplate, PrivateAnswers
from patients.models import PatientPerson, PatientProfile
from restartix.organisations.actor import Actor
from restartix.organisations.models import Event

OF_THE_PERSON = ("name", "phone", "birth_date")
OF_THE_PROFILE = (
    "sex",
    "blood_type",
    "allergies",
    "conditions",
    "medication",
    "insurance_number",
    "emergency_contact",
    "emergency_phone",
)


class Visit(Protocol):
    """What generation needs to know of an appointment."""

    pk: Any
    organisation_id: int

    @property
    def patient_person(self) -> PatientPerson: ...
    @property
    def made_its_person(self) -> bool: ...


def generate(*, appointment: Any, templates: Iterable[FormTemplate], by: Actor) -> list[Form]:
    """One form for each template, in the order given and without repeats; those that are there already stay.

    Answers the forms made now. Give the templates of the service first, then those of the calendar.
    """
    visit: Visit = appointment
    there = dict(Form.objects.filter(appointment_id=visit.pk).values_list("template_id", "position"))
    wanted = [template for template in _once(templates) if template.pk not in there]
    prefetch_related_objects(wanted, "uses__field")
    known = known_of(visit.patient_person)
    first = max(there.values(), default=-1) + 1
    with transaction.atomic():
        made = [_make(visit, template, place, known) for place, template in enumerate(wanted, first)]
        if made:
            Event.record("forms made", by=by, appointment=appointment, forms=[str(form.pk) for form in made])
    return made


def known_of(person: PatientPerson) -> dict[str, str]:
    """What is on record of this person for a field to be bound to, as far as the one who asks may see it."""
    profile = PatientProfile.objects.filter(person=person).first()
    known = {name: getattr(person, name) for name in OF_THE_PERSON}
    if profile:
        known |= {name: getattr(profile, name) for name in OF_THE_PROFILE}
    return {name: _plain(value) for name, value in known.items() if value}


def _plain(value: Any) -> str:
    return value.isoformat() if isinstance(value, date) else str(value)


def _once(templates: Iterable[FormTemplate]) -> list[FormTemplate]:
    return list({template.pk: template for template in templates}.values())


def _make(visit: Visit, template: FormTemplate, position: int, known: dict[str, str]) -> Form:
    snapshot = template.snapshot()
    bound = {asked["id"]: asked["bound_to"] for asked in snapshot if asked["bound_to"] in known}
    private = {asked["id"] for asked in snapshot if asked["private"]}
    form = Form.objects.create(
        organisation_id=visit.organisation_id,
        appointment_id=visit.pk,
        template=template,
        template_version=template.version,
        name=template.name,
        type=template.type,
        filled_by=template.filled_by,
        signing=template.is_signed_by,
        is_required=template.is_required,
        position=position,
        snapshot=snapshot,
        answers={key: known[name] for key, name in bound.items() if key not in private},
        sources={key: f"profile:{name}" for key, name in bound.items()},
        is_prefilled=bool(bound) and not visit.made_its_person,
    )
    if kept := {key: known[name] for key, name in bound.items() if key in private}:
        PrivateAnswers.objects.create(form=form, organisation_id=visit.organisation_id, answers=kept)
    return form
