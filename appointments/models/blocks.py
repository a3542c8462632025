"""Stretches of a specialist's day that are blocked for something other than visits."""

from __future__ import annotations

import uuid
from datetime import timedelta

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from appointments.models.hours import Specialist
from restartix.core.clinics.models import Organisation

LONGEST = timedelta(days=1)


class Block(models.Model):
    """A meeting or a break: a claim on the specialist, so that no visit can stand there, and refused where one does.

    The database makes, moves and deletes the claim with the block. The note is for colleagues alone.
    """

    class Kind(models.TextChoices):
        MEETING = "meeting", _("Meeting")
        BREAK = "break", _("Break")
        OTHER = "other", _("Not available")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(Organisation, models.PROTECT)
    specialist = models.ForeignKey(Specialist, models.PROTECT, related_name="blocks", db_index=False)
    kind = models.CharField(max_length=8, choices=Kind.choices, default=Kind.MEETING)
    note = models.CharField(max_length=120, blank=True)
    started_at = models.DateTimeField()
    ended_at = models.DateTimeField()
    changed_at = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ["started_at", "id"]
        indexes = [models.Index(fields=["specialist", "started_at"], name="blocks_by_time")]
        constraints = [
            models.UniqueConstraint(fields=["organisation", "id"], name="block_of_organisation"),
            models.CheckConstraint(
                condition=Q(ended_at__gt=F("started_at")), name="block_ends_after_it_starts"
            ),
            models.CheckConstraint(
                condition=Q(ended_at__lte=F("started_at") + LONGEST), name="block_is_a_day_at_most"
            ),
        ]

    def __str__(self) -> str:
        return f"block {self.id}"

    def get_absolute_url(self) -> str:
        return reverse("block", args=[self.pk])
