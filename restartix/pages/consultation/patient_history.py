"""What a specialist may want to look back at during a visit: the patient's own words, and earlier visits here."""

from __future__ import annotations

from typing import Any

from django.db.models import Prefetch
from django.urls import reverse

from appointments.models import Appointment, Status
from forms.answer_form import read
from forms.models import Form, FormStatus, FormType, Side
from restartix.core.clock import Clock

MOST_SHOWN = 10
HELD = (Status.DONE, Status.NOSHOW, Status.CANCELLED)


def reasons_of(visit: Appointment) -> list[tuple[str, str]]:
    """Why the patient comes, in their own words: what they answered in the visit's surveys."""
    surveys = visit.forms.filter(type=FormType.SURVEY, filled_by=Side.PATIENT, replaced_by=None)
    return [
        (line["question"]["label"], line["answer"])
        for form in surveys
        for line in read(form, shows_private=False)
        if line["question"]["id"] in form.answers
    ]


def history_of(visit: Appointment, clock: Clock) -> list[dict[str, Any]]:
    """The person's earlier visits at this clinic that the reader may see, newest first, with what was signed. Two
    queries."""
    signed = Form.objects.filter(status__in=(FormStatus.SIGNED, FormStatus.ON_PAPER), replaced_by=None)
    earlier = (
        Appointment.objects.not_removed()
        .with_names()
        .filter(patient_person=visit.patient_person_id, status__in=HELD, started_at__lt=visit.started_at)
        .prefetch_related(Prefetch("forms", signed))
        .order_by("-started_at")
    )
    return [_line(one, clock) for one in earlier[:MOST_SHOWN]]


def _line(visit: Appointment, clock: Clock) -> dict[str, Any]:
    return {
        "url": visit.get_absolute_url(),
        "when": clock.short(visit.started_at),
        "service": visit.service.name,
        "specialist": visit.specialist.display_name,
        "status": visit.status,
        "forms": [
            {"name": form.name, "url": reverse("desk_form", args=[visit.pk, form.pk])}
            for form in visit.forms.all()
        ],
    }
