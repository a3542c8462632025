"""Which forms a service or a calendar requires, and which of them require a form."""

from __future__ import annotations

import uuid
from collections.abc import Collection, Iterable, Sequence

from django.db import transaction

from appointments.models import Calendar, CalendarForm, Service, ServiceForm
from forms.models import FormTemplate


def set_forms(owner: Service | Calendar, templates: Sequence[uuid.UUID]) -> None:
    """From now on this service (or calendar) requires these forms, in this order, and no others."""
    with transaction.atomic():
        links = {link.template_id: link for link in owner.form_links.all()}
        for position, template in enumerate(dict.fromkeys(templates)):
            _link(owner, template, links.get(template), position=position)
        for template, link in links.items():
            if link.is_active and template not in templates:
                _link(owner, template, link, is_active=False)


def set_services_and_calendars(
    template: FormTemplate, *, services: Collection[uuid.UUID], calendars: Collection[uuid.UUID]
) -> None:
    """From now on these services and calendars require this form, after those they require already."""
    with transaction.atomic():
        _bring(template, Service.objects.filter(is_active=True).prefetch_related("form_links"), services)
        _bring(template, Calendar.objects.filter(is_active=True).prefetch_related("form_links"), calendars)


def _bring(
    template: FormTemplate, owners: Iterable[Service | Calendar], chosen: Collection[uuid.UUID]
) -> None:
    for owner in owners:
        links: list[ServiceForm | CalendarForm] = list(owner.form_links.all())
        link = next((one for one in links if one.template_id == template.pk), None)
        if owner.pk in chosen and not (link and link.is_active):
            last = max((one.position for one in links), default=-1)
            _link(owner, template.pk, link, position=last + 1)
        elif owner.pk not in chosen and link and link.is_active:
            _link(owner, template.pk, link, is_active=False)


def _link(
    owner: Service | Calendar,
    template: uuid.UUID,
    link: ServiceForm | CalendarForm | None,
    *,
    position: int | None = None,
    is_active: bool = True,
) -> None:
    if link is None:
        owner.form_links.create(
            organisation_id=owner.organisation_id, template_id=template, position=position or 0
        )
        return
    link.is_active = is_active
    link.position = link.position if position is None else position
    link.save(update_fields=["is_active", "position"], force_update=True)
