"""Everything about one person, asked for by whoever may: gathered as they may see it, packed by the worker."""

from __future__ import annotations

import uuid
from datetime import datetime, timedelta

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils import timezone

from patients.models import PatientPerson
from restartix.core.clinics.models import Organisation

KEPT_FOR = timedelta(days=2)


def two_days_on() -> datetime:
    return timezone.now() + KEPT_FOR


class Export(models.Model):
    """One archive, there for two days. `gathered` is what the asker may see, until the worker has packed it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(Organisation, models.PROTECT)
    person = models.ForeignKey(PatientPerson, models.PROTECT, related_name="+")
    user = models.ForeignKey("identity.User", models.PROTECT, related_name="+")
    language = models.CharField(max_length=8, default="en")
    gathered = models.JSONField(null=True)
    content = models.BinaryField(null=True)
    created_at = models.DateTimeField(default=timezone.now)
    expires_at = models.DateTimeField(default=two_days_on)
    rights = ArrayField(models.CharField(max_length=16), default=list, db_default=[])
    made_at = models.DateTimeField(null=True)
    downloaded_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["person", "-created_at"], name="exports_of_person")]

    def __str__(self) -> str:
        return f"export {self.id}"

    def note_download(self) -> None:
        """Record that it was downloaded."""
        self.downloaded_at = timezone.now()
        type(self).objects.filter(pk=self.pk).update(downloaded_at=self.downloaded_at)
