"""The private address under which a specialist's own calendar reads their visits."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q
from django.utils import timezone

from appointments.models.hours import Specialist
from restartix.core.clinics.models import Organisation
from restartix.core.identity.models import new_nonce, token_for


class CalendarFeed(models.Model):
    """One address of one specialist's. Its secret is derived, never stored; a new address replaces the old one."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(Organisation, models.PROTECT)
    specialist = models.ForeignKey(Specialist, models.PROTECT, related_name="+")
    nonce = models.CharField(max_length=64, default=new_nonce)
    token_hash = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField(default=timezone.now)
    revoked_at = models.DateTimeField(null=True)
    read_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["specialist"], condition=Q(revoked_at=None), name="one_feed_per_specialist"
            )
        ]

    def __str__(self) -> str:
        return f"feed {self.id}"

    @property
    def token(self) -> str:
        return feed_token(self.nonce)


def feed_token(nonce: str) -> str:
    return token_for(nonce, purpose="feed")
