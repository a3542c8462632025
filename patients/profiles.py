"""What is known of a person: changed by themselves or who cares for them, and shown to clinics or not."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils import timezone

from patients.attributes import OF_THE_PERSON
from patients.models import Patient, PatientPerson, PatientProfile


@transaction.atomic
def change_profile(person: PatientPerson, changed: dict[str, Any]) -> None:
    """Save just these values of the person and of their health; the database writes the history."""
    about = {name: value for name, value in changed.items() if name in OF_THE_PERSON}
    health = {name: value for name, value in changed.items() if name not in OF_THE_PERSON}
    if about:
        PatientPerson.objects.filter(pk=person.pk).update(**about)
    if health:
        PatientProfile.objects.get_or_create(person_id=person.pk)
        PatientProfile.objects.filter(pk=person.pk).update(updated_at=timezone.now(), **health)


def share_profile(person: PatientPerson, *, clinic: int) -> None:
    """The clinic sees it from now on."""
    _set_shared(person, clinic, is_shared=True)


def stop_sharing(person: PatientPerson, *, clinic: int) -> None:
    """The clinic doesn't see it any more."""
    _set_shared(person, clinic, is_shared=False)


def _set_shared(person: PatientPerson, clinic: int, *, is_shared: bool) -> None:
    Patient.objects.filter(person=person, organisation_id=clinic).update(is_shared=is_shared)
