"""What was agreed to."""

from __future__ import annotations

import uuid

from django.db import models

from forms.models.instances import Form
from restartix.core.clinics.models import Organisation


class Consent(models.Model):
    """Written when a disclaimer is signed: who agreed to exactly which text, when and from where."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(Organisation, models.PROTECT)
    form = models.OneToOneField(Form, models.PROTECT, related_name="consent")
    person = models.ForeignKey("patients.PatientPerson", models.PROTECT, related_name="+")
    signer_name = models.CharField(max_length=120)
    signer_relationship = models.CharField(max_length=40, blank=True)
    witness_name = models.CharField(max_length=254, blank=True)
    given_at = models.DateTimeField()
    given_from = models.CharField(max_length=45, blank=True)
    text = models.TextField()
    text_hash = models.CharField(max_length=64)

    def __str__(self) -> str:
        return f"consent {self.id}"
