"""A patient signs at the clinic, on its device or on their own."""

from __future__ import annotations

import uuid

from django.db import models
from django.utils import timezone

from restartix.core.clinics.models import Organisation
from restartix.core.clinics.scope import new_nonce, token_for

IDLE_MINUTES = 10


class ClinicSigning(models.Model):
    """For a while, whoever holds its token fills in and signs one visit's patient forms, in a member's presence.

    It ends when it is ended, after ten idle minutes, and on another device after half an hour. The token is derived,
    never stored; the database judges whether it is live.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(Organisation, models.PROTECT)
    appointment = models.ForeignKey(
        "appointments.Appointment", models.PROTECT, related_name="clinic_signings"
    )
    is_elsewhere = models.BooleanField(default=False)
    """On another device, by a QR code; else on the one that the member has locked."""
    nonce = models.CharField(max_length=64, default=new_nonce)
    token_hash = models.CharField(max_length=64, unique=True)
    opened_at = models.DateTimeField(default=timezone.now)
    opened_by = models.ForeignKey("identity.User", models.PROTECT, related_name="+")
    opener_name = models.CharField(max_length=254, blank=True)
    expires_at = models.DateTimeField(default=timezone.now)
    used_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organisation", "id"], name="clinic_signing_of_organisation")
        ]

    def __str__(self) -> str:
        return f"signing at the clinic {self.id}"

    @property
    def token(self) -> str:
        return token_for(self.nonce, purpose="clinic-signing")
