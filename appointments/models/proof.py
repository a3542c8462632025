"""A proof that whoever holds a visit's private link is the person whose record the visit opens."""

from __future__ import annotations

import uuid

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from patients.models import PatientPerson
from restartix.core.clinics.models import Organisation


class IdentityProof(models.Model):
    """Only ever added. The database fills in what it is about, and asks of it only while that has not changed."""

    class How(models.TextChoices):
        CODE = "code", _("by a code sent to the contact on record")
        DESK = "desk", _("checked at the desk")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(Organisation, models.PROTECT)
    appointment = models.ForeignKey("appointments.Appointment", models.PROTECT, related_name="proofs")
    person = models.ForeignKey(PatientPerson, models.PROTECT, related_name="+")
    email = models.EmailField(blank=True)
    by_browser = models.BooleanField(default=False)
    login = models.ForeignKey("identity.User", models.PROTECT, null=True, related_name="+", db_index=False)
    how = models.CharField(max_length=8, choices=How.choices)
    note = models.CharField(max_length=300, blank=True)
    stated_by = models.ForeignKey(
        "identity.User", models.PROTECT, null=True, related_name="+", db_index=False
    )
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["organisation", "id"], name="proof_of_organisation")]

    def __str__(self) -> str:
        return f"proof {self.id}"
