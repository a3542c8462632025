"""The forms that a visit requires: those of its services and of its calendar, each once."""

from __future__ import annotations

from collections.abc import Iterator

from django.db import transaction

from appointments.models import Appointment, CalendarForm, ServiceForm
from forms.generation import generate
from forms.models import Form, FormTemplate
from restartix.core.clinics.actor import Actor


def bring_forms(visit: Appointment, *, by: Actor) -> list[Form]:
    """Make the forms that the visit needs and doesn't have yet; to be called again whenever a service is added.

    Never twice, however often and from however many sides it is asked for: the visit is locked meanwhile.
    """
    with transaction.atomic():
        Appointment.objects.select_for_update(of=("self",)).get(pk=visit.pk)
        return bring_forms_locked(visit, by=by)


def bring_forms_locked(visit: Appointment, *, by: Actor) -> list[Form]:
    """The same in a transaction that has locked the visit already."""
    return generate(visit=visit, templates=list(templates_for(visit)), by=by)


def templates_for(visit: Appointment) -> Iterator[FormTemplate]:
    """What the service brings, then what is added to it, then its calendar; repeats are generation's business."""
    services = [visit.service_id, *visit.additional_service_ids]
    links = ServiceForm.objects.filter(service__in=services, is_active=True, template__is_active=True)
    by_service = sorted(links.select_related("template"), key=lambda link: services.index(link.service_id))
    yield from (link.template for link in by_service)
    if visit.calendar_id:
        extra = CalendarForm.objects.filter(
            calendar=visit.calendar_id, is_active=True, template__is_active=True
        )
        yield from (link.template for link in extra.select_related("template"))
