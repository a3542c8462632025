"""A visit's forms: made once from its templates, frozen as asked, with what the clinic already knows filled in."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.db.models import prefetch_related_objects

from appointments.models import Appointment
from forms.models import Form, FormTemplate, PrivateAnswers, Side
from forms.prefill import facts_on_record, initial_answers, last_answers
from restartix.core.clinics.actor import Actor
from restartix.core.clinics.models import Event


def generate(*, visit: Appointment, templates: Iterable[FormTemplate], by: Actor) -> list[Form]:
    """One form for each template, in the order given and without repeats; those that are there already stay.

    Answers the forms made now. Give the templates of the service first, then those of the calendar.
    """
    there = dict(Form.objects.filter(appointment_id=visit.pk).values_list("template_id", "position"))
    wanted = [template for template in _once(templates) if template.pk not in there]
    prefetch_related_objects(wanted, "uses__field")
    known, last = (facts_on_record(visit.patient_person), last_answers(visit)) if wanted else ({}, {})
    first = max(there.values(), default=-1) + 1
    with transaction.atomic():
        made = [_make(visit, template, place, known, last) for place, template in enumerate(wanted, first)]
        if made:
            Event.record("forms made", by=by, appointment=visit, forms=[str(form.pk) for form in made])
    return made


def _once(templates: Iterable[FormTemplate]) -> list[FormTemplate]:
    return list({template.pk: template for template in templates}.values())


def _make(
    visit: Appointment,
    template: FormTemplate,
    position: int,
    known: dict[str, str],
    last: dict[str, tuple[Any, str]],
) -> Form:
    """What patients answered before begins only what patients fill in: a specialist looks anew each time."""
    snapshot = template.snapshot()
    answers, sources = initial_answers(snapshot, known, last if template.filled_by == Side.PATIENT else {})
    private = {asked["id"] for asked in snapshot if asked["private"]}
    from_before = any(source.startswith("visit:") for source in sources.values())
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
        answers={key: answer for key, answer in answers.items() if key not in private},
        sources=sources,
        is_prefilled=from_before or (bool(sources) and not visit.made_its_person),
    )
    if kept := {key: answer for key, answer in answers.items() if key in private}:
        PrivateAnswers.objects.create(form=form, organisation_id=visit.organisation_id, answers=kept)
    return form
