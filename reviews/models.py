"""What patients say after a visit, and the alert that a low rating opens."""

from __future__ import annotations

import uuid
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Self

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from restartix.core.clinics.actor import Actor
from restartix.core.clinics.models import Event, Organisation
from restartix.core.refusals import NotNow

if TYPE_CHECKING:
    from appointments.models import Appointment

BEST = 5
OPEN_FOR = timedelta(days=30)
CHANGES_FOR = timedelta(days=1)


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
        indexes = [models.Index(fields=["organisation", "-given_at"], name="reviews_by_day")]

    def __str__(self) -> str:
        return f"review {self.id}"

    @property
    def changes_until(self) -> datetime:
        """For a day after it was given it may be changed; the database enforces the same."""
        return self.given_at + CHANGES_FOR

    @property
    def is_settled(self) -> bool:
        return self.changes_until <= timezone.now()

    @classmethod
    def give(cls, visit: Appointment, *, rating: int, comment: str, by: Actor) -> Review:
        """Rate the visit, or within a day change the rating; the staff are told of a low one. Raises NotNow."""
        check_open(visit)
        with transaction.atomic():
            review, is_new = cls.objects.get_or_create(
                appointment=visit,
                defaults={"rating": rating, "comment": comment, "organisation_id": visit.organisation_id},
            )
            was = BEST if is_new else review.rating
            if not is_new:
                review.say_anew(rating=rating, comment=comment)
            Event.record(
                "reviewed" if is_new else "changed the review", by=by, appointment=visit, stars=rating
            )
            if rating < min(was, BEST):
                visit.tell("low-rating-staff")
        return review

    def say_anew(self, *, rating: int, comment: str) -> None:
        """Raises NotNow a day after it was given."""
        if self.is_settled:
            raise NotNow(gettext("A review can be changed for one day. Thank you all the same."))
        type(self).objects.filter(pk=self.pk).update(rating=rating, comment=comment)


class AlertQuerySet(models.QuerySet["Alert"]):
    def open(self) -> Self:
        return self.filter(acknowledged_at=None, withdrawn_at=None)

    def acknowledged(self) -> Self:
        return self.exclude(acknowledged_at=None)

    def withdrawn(self) -> Self:
        """The patient has raised their rating to five before anybody answered."""
        return self.filter(acknowledged_at=None).exclude(withdrawn_at=None)


class Alert(models.Model):
    """A rating below five, waiting for an admin. Opened by the database with the review, and withdrawn by it when the
    patient raises their rating to five before anybody answered."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(Organisation, models.PROTECT)
    review = models.OneToOneField(Review, models.PROTECT, related_name="alert")
    opened_at = models.DateTimeField(default=timezone.now)
    acknowledged_at = models.DateTimeField(null=True)
    acknowledged_by = models.ForeignKey("identity.User", models.PROTECT, null=True, related_name="+")
    note = models.TextField(_("note"), blank=True)
    lowest = models.PositiveSmallIntegerField(default=1)
    withdrawn_at = models.DateTimeField(null=True)

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

    def acknowledge(self, *, by: Actor, note: str) -> None:
        """An admin has dealt with it; the note says how. Raises NotNow when somebody else was first."""
        changed = (
            type(self)
            .objects.open()
            .filter(pk=self.pk)
            .update(acknowledged_at=timezone.now(), acknowledged_by_id=by.user_id, note=note)
        )
        if not changed:
            raise NotNow(gettext("Somebody has answered this rating already."))
        visit = self.review.appointment
        Event.record("answered a low rating", by=by, appointment=visit, reason=note)


def check_open(visit: Appointment) -> None:
    """A visit can be reviewed from its end for thirty days; the database holds links to the same. Raises NotNow."""
    if visit.status != "done":
        raise NotNow(gettext("A visit can be reviewed once it is over."))
    if visit.ended_at + OPEN_FOR <= timezone.now():
        raise NotNow(gettext("The time to review this visit has passed. Thank you all the same."))
