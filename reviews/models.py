"""What patients say after a visit, and the alert that a low rating opens."""

from __future__ import annotations

import uuid
from typing import Self

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from restartix.organisations.models import Organisation

BEST = 5


class Review(models.Model):
    """One to five stars and a few words, once per visit that is done."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(Organisation, models.PROTECT)
    appointment = models.OneToOneField("appointments.Appointment", models.PROTECT, related_name="review")
    rating = models.PositiveSmallIntegerField(
        _("rating"), validators=[MinValueValidator(1), MaxValueValidator(BEST)]
    )
    comment = models.TextField(_("comment"), blank=True, max_length=2000)
    given_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organisation", "id"], name="review_of_organisation"),
            models.CheckConstraint(condition=Q(rating__gte=1, rating__lte=BEST), name="one_to_five_stars"),
        ]

    def __str__(self) -> str:
        return f"review {self.id}"


class AlertQuerySet(models.QuerySet["Alert"]):
    def open(self) -> Self:
        return self.filter(acknowledged_at=None)


class Alert(models.Model):
    """A rating below five, waiting for an admin. Opened by the database with the review."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(Organisation, models.PROTECT)
    review = models.OneToOneField(Review, models.PROTECT, related_name="alert")
    opened_at = models.DateTimeField(default=timezone.now)
    acknowledged_at = models.DateTimeField(null=True)
    acknowledged_by = models.ForeignKey("identity.User", models.PROTECT, null=True, related_name="+")
    note = models.TextField(_("note"), blank=True)

    objects = AlertQuerySet.as_manager()

    class Meta:
        ordering = ["-opened_at"]
        indexes = [
            models.Index(
                fields=["organisation", "-opened_at"], condition=Q(acknowledged_at=None), name="open_alerts"
            )
        ]

    def __str__(self) -> str:
        return f"alert {self.id}"
