"""An archive of one's own data is asked for: gathered at once as the asker may see it, and packed by the worker."""

from __future__ import annotations

from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import get_language

from appointments.models.export import Export
from patients.models import PatientPerson
from restartix.core.clinics.actor import Actor
from restartix.core.clinics.models import Organisation
from restartix.core.effects.models import Effect, Kind
from restartix.flows.export.gather import gather

AGAIN_AFTER = timedelta(minutes=2)


@transaction.atomic
def request_export(person: PatientPerson, clinic: Organisation, *, by: Actor) -> None:
    """In the asker's language. Does nothing if one was requested in the last two minutes."""
    if Export.objects.filter(person=person, created_at__gte=timezone.now() - AGAIN_AFTER).exists():
        return
    export = Export.objects.create(
        organisation=clinic,
        person=person,
        user_id=by.me,
        language=(get_language() or "en").split("-")[0],
        gathered=gather(person, clinic),
    )
    Effect.require(Kind.DOCUMENT, code="export", subject=f"export:{export.pk}", organisation_id=clinic.pk)
