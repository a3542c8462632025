"""The history of profiles, value by value."""

from __future__ import annotations

import uuid

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from patients.models import PatientPerson
from restartix.core.clinics.models import Organisation


class ProfileChange(models.Model):
    """One changed value of a profile. Written by the database, whatever changed it; never changed."""

    class ActorKind(models.TextChoices):
        PATIENT = "patient", _("The patient")
        GUARDIAN = "guardian", _("A relative")
        LINK = "link", _("The patient, by the private link")
        STAFF = "staff", _("The clinic’s staff")
        SYSTEM = "system", "RestartiX"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey(PatientPerson, models.PROTECT, related_name="changes")
    organisation = models.ForeignKey(Organisation, models.PROTECT, null=True, related_name="+")
    appointment_id = models.BigIntegerField(null=True)
    at = models.DateTimeField(default=timezone.now)
    actor_user_id = models.UUIDField(null=True)
    actor_kind = models.CharField(max_length=16, choices=ActorKind.choices)
    attribute = models.CharField(max_length=40)
    old = models.TextField(blank=True)
    new = models.TextField(blank=True)

    class Meta:
        ordering = ["-at", "attribute"]
        indexes = [models.Index(fields=["person", "-at"], name="changes_of_person")]

    def __str__(self) -> str:
        return f"change of {self.attribute} {self.id}"
