"""Specialists, when they work, and what of their time is spoken for."""

from __future__ import annotations

import uuid
from zoneinfo import ZoneInfo

from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from restartix.core.clinics.models import Member, Organisation


class Specialist(models.Model):
    """A member who sees patients. Their hours are in their own time zone; buffers are minutes around a visit."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(Organisation, models.PROTECT)
    member = models.OneToOneField(Member, models.PROTECT, related_name="specialist")
    display_name = models.CharField(_("name"), max_length=120)
    title = models.CharField(_("title"), max_length=120, blank=True)
    photo_url = models.CharField(max_length=200, blank=True)
    about = models.TextField(_("a short description"), blank=True)
    time_zone = models.CharField(_("time zone"), max_length=64, default="Europe/Bucharest")
    buffer_before = models.PositiveSmallIntegerField(_("break before a visit, in minutes"), default=0)
    buffer_after = models.PositiveSmallIntegerField(_("break after a visit, in minutes"), default=0)
    is_active = models.BooleanField(default=True)

    class Meta:
        ordering = ["display_name", "id"]
        constraints = [
            models.UniqueConstraint(fields=["organisation", "id"], name="specialist_of_organisation")
        ]

    def __str__(self) -> str:
        return self.display_name

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.time_zone)


class WeeklyHours(models.Model):
    """A stretch of a weekday (0 is Monday) that repeats each week, on the specialist's own clock."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(Organisation, models.PROTECT)
    specialist = models.ForeignKey(Specialist, models.PROTECT, related_name="weekly_hours")
    weekday = models.PositiveSmallIntegerField(validators=[MaxValueValidator(6)])
    opens = models.TimeField()
    closes = models.TimeField()

    class Meta:
        ordering = ["weekday", "opens"]
        constraints = [
            models.CheckConstraint(condition=Q(closes__gt=F("opens")), name="hours_end_after_they_start")
        ]

    def __str__(self) -> str:
        return f"{self.weekday} {self.opens:%H:%M}–{self.closes:%H:%M}"


class DateOverride(models.Model):
    """One date that differs from its weekday: a day off (no times), or special hours, a row for each stretch.

    Several live side by side. While any of them is a day off, that day is off."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(Organisation, models.PROTECT)
    specialist = models.ForeignKey(Specialist, models.PROTECT, related_name="overrides")
    date = models.DateField()
    opens = models.TimeField(null=True)
    closes = models.TimeField(null=True)
    note = models.CharField(max_length=80, blank=True)

    class Meta:
        ordering = ["date", "opens"]
        indexes = [models.Index(fields=["specialist", "date"], name="overrides_by_date")]
        constraints = [
            models.CheckConstraint(
                condition=Q(opens=None, closes=None) | Q(closes__gt=F("opens")),
                name="override_ends_after_it_starts",
            )
        ]

    def __str__(self) -> str:
        return f"{self.date}"


class Hold(models.Model):
    """A time held for a visitor for a few minutes while they fill in the form."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(Organisation, models.PROTECT)
    specialist = models.ForeignKey(Specialist, models.PROTECT, related_name="+")
    client_id = models.UUIDField()
    started_at = models.DateTimeField()
    ended_at = models.DateTimeField()
    buffer_before = models.PositiveSmallIntegerField(default=0)
    buffer_after = models.PositiveSmallIntegerField(default=0)
    expires_at = models.DateTimeField()
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        indexes = [models.Index(fields=["client_id"], name="holds_of_client")]
        constraints = [
            models.UniqueConstraint(fields=["organisation", "id"], name="hold_of_organisation"),
            models.CheckConstraint(
                condition=Q(ended_at__gt=F("started_at")), name="hold_ends_after_it_starts"
            ),
        ]

    def __str__(self) -> str:
        return f"hold {self.id}"


class Claim(models.Model):
    """A stretch of a specialist's time that is taken. Maintained by triggers; one constraint guards every path."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(Organisation, models.PROTECT, db_index=False)
    specialist = models.ForeignKey(Specialist, models.PROTECT, related_name="+", db_index=False)
    appointment = models.OneToOneField(
        "appointments.Appointment", models.PROTECT, null=True, related_name="claim"
    )
    hold = models.OneToOneField(Hold, models.PROTECT, null=True, related_name="claim")
    # The database deletes the claim of a deleted block: the web can't look at claims to do it.
    block = models.OneToOneField("appointments.Block", models.DO_NOTHING, null=True, related_name="claim")
    blocked_from = models.DateTimeField()
    blocked_until = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["specialist", "blocked_from"], name="claims_by_time")]
        constraints = [
            models.CheckConstraint(
                condition=Q(blocked_until__gt=F("blocked_from")), name="claim_ends_after_it_starts"
            ),
            models.CheckConstraint(
                condition=Q(appointment__isnull=False, hold=None, block=None)
                | Q(appointment=None, hold__isnull=False, block=None)
                | Q(appointment=None, hold=None, block__isnull=False),
                name="claim_has_one_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"claim {self.id}"
