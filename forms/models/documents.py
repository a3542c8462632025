"""A signed form on paper."""

from __future__ import annotations

import uuid

from django.db import models
from django.utils import timezone

from forms.models.instances import Form
from restartix.core.clinics.models import Organisation


class Document(models.Model):
    """The PDF of a signed form, made once by the worker. A form with private fields has two: the clinic's copy with
    them, and the patient's without; any other form's one copy is for both. `sha256` is of the file's bytes."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(Organisation, models.PROTECT)
    form = models.ForeignKey(Form, models.PROTECT, related_name="documents")
    is_for_patient = models.BooleanField()
    content = models.BinaryField()
    sha256 = models.CharField(max_length=64, db_index=True)
    made_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organisation", "id"], name="document_of_organisation"),
            models.UniqueConstraint(fields=["form", "is_for_patient"], name="document_once_per_copy"),
        ]

    def __str__(self) -> str:
        return f"document of {self.form_id}"
