"""How a form is settled that nobody signs on a page: signed on paper, or, a patient's form, waived."""

from __future__ import annotations

import uuid

from django.db import models
from django.utils import timezone

from forms.models.instances import Form
from restartix.core.clinics.models import Organisation


class SignedPaper(models.Model):
    """A scan or photo of the form as it was signed on paper. Several make the pages of one form."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(Organisation, models.PROTECT)
    form = models.ForeignKey(Form, models.PROTECT, related_name="signed_papers")
    name = models.CharField(max_length=120)
    type = models.CharField(max_length=40)
    sha256 = models.CharField(max_length=64)
    content = models.BinaryField()
    attached_at = models.DateTimeField(default=timezone.now)
    attached_by = models.ForeignKey("identity.User", models.PROTECT, related_name="+")
    attacher_name = models.CharField(max_length=254, blank=True)
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["attached_at", "id"]
        constraints = [
            models.UniqueConstraint(fields=["organisation", "id"], name="signed_paper_of_organisation")
        ]

    def __str__(self) -> str:
        return f"signed paper {self.id}"


class Waiver(models.Model):
    """A patient's form that the visit does without: who decided that, and why. It is never a consent."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(Organisation, models.PROTECT)
    form = models.ForeignKey(Form, models.PROTECT, related_name="waivers")
    reason = models.TextField()
    waived_at = models.DateTimeField(default=timezone.now)
    waived_by = models.ForeignKey("identity.User", models.PROTECT, related_name="+")
    waiver_name = models.CharField(max_length=254, blank=True)
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["waived_at", "id"]
        constraints = [models.UniqueConstraint(fields=["organisation", "id"], name="waiver_of_organisation")]

    def __str__(self) -> str:
        return f"waiver {self.id}"
