"""Files that answer a question: a scan, a photo, a letter. Kept in the database, under the form's own rules."""

from __future__ import annotations

import uuid

from django.db import models
from django.utils import timezone

from forms.models.instances import Form
from restartix.core.clinics.models import Organisation


class FormFile(models.Model):
    """What was last put in for one question of one form. Its form signed, it never changes."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(Organisation, models.PROTECT)
    form = models.ForeignKey(Form, models.PROTECT, related_name="files")
    question = models.UUIDField()
    is_private = models.BooleanField(default=False)
    name = models.CharField(max_length=120)
    type = models.CharField(max_length=40)
    sha256 = models.CharField(max_length=64)
    content = models.BinaryField()
    added_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["form", "question"], name="one_file_per_question")]

    def __str__(self) -> str:
        return f"file {self.id}"
