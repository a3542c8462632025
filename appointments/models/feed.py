"""The private address under which a specialist's own calendar reads their visits."""

from __future__ import annotations

import uuid

from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone

from appointments.models.hours import Specialist
from restartix.core.clinics.models import Organisation
from restartix.core.clinics.scope import link_hash, new_nonce, token_for


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

    @classmethod
    @transaction.atomic
    def renew(cls, specialist: Specialist) -> CalendarFeed:
        """A new address for the specialist's calendar; the one before it ends with the same press."""
        cls.revoke(specialist)
        nonce = new_nonce()
        return cls.objects.create(
            organisation_id=specialist.organisation_id,
            specialist=specialist,
            nonce=nonce,
            token_hash=link_hash(feed_token(nonce)),
        )

    @classmethod
    def revoke(cls, specialist: Specialist) -> None:
        """No address shows the specialist's calendar any more."""
        cls.objects.filter(specialist=specialist, revoked_at=None).update(revoked_at=timezone.now())

    @property
    def token(self) -> str:
        return feed_token(self.nonce)


def feed_token(nonce: str) -> str:
    return token_for(nonce, purpose="feed")
