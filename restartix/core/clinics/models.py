"""Clinics, who works there, and what has happened: the history (Event) and the log (Audit)."""

from __future__ import annotations

import uuid
from typing import Any
from zoneinfo import ZoneInfo

from django.contrib.postgres.fields import ArrayField
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from restartix.core.clinics.actor import Actor

LONGEST_REMINDER = 30 * 24 * 60
"""Minutes: nobody is reminded earlier than thirty days before."""


def a_day_and_an_hour() -> list[int]:
    return [24 * 60, 60]


class Organisation(models.Model):
    """A clinic. Its slug is the first part of every address; nothing of one clinic is visible from another's."""

    slug = models.SlugField(unique=True, max_length=40)
    name = models.CharField(_("name"), max_length=120)
    tagline = models.CharField(_("in a few words"), max_length=200, blank=True)
    address = models.CharField(_("address"), max_length=200, blank=True)
    phone = models.CharField(_("phone"), max_length=32, blank=True)
    email = models.EmailField(_("e-mail"), blank=True)
    logo_url = models.CharField(max_length=200, blank=True)
    privacy_notice = models.TextField(_("privacy notice"), blank=True)
    privacy_version = models.PositiveIntegerField(default=1)
    time_zone = models.CharField(_("time zone"), max_length=64, default="Europe/Bucharest")
    language = models.CharField(_("language"), max_length=8, default="en")
    currency = models.CharField(_("currency"), max_length=3, default="EUR")
    opens_session_minutes_before = models.PositiveIntegerField(default=30)
    hold_minutes = models.PositiveIntegerField(default=5)
    waitlist_minutes = models.PositiveIntegerField(default=60)
    reminder_minutes = ArrayField(
        models.PositiveIntegerField(validators=[MinValueValidator(5), MaxValueValidator(LONGEST_REMINDER)]),
        verbose_name=_("minutes before a visit at which patients are reminded"),
        default=a_day_and_an_hour,
        blank=True,
    )
    forms_reminder_minutes = models.PositiveIntegerField(
        _("minutes before a visit at which missing forms are asked for"),
        validators=[MinValueValidator(5), MaxValueValidator(LONGEST_REMINDER)],
        default=48 * 60,
        null=True,
        blank=True,
    )
    set_up_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return self.name

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.time_zone)

    def end_first_steps(self) -> None:
        """The clinic has finished its first steps; they are no longer shown."""
        self.set_up_at = timezone.now()
        type(self).objects.filter(pk=self.pk).update(set_up_at=self.set_up_at)


class Logo(models.Model):
    """A clinic's logo as it was uploaded: small enough to be kept beside the rest."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.OneToOneField(Organisation, models.PROTECT, related_name="uploaded_logo")
    content_type = models.CharField(max_length=32)
    content = models.BinaryField()
    updated_at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return f"logo of {self.organisation_id}"


class Member(models.Model):
    """A user's role at a clinic. The database derives every right of staff from these rows, until they end. A user who
    has not signed in there yet has not joined: they are only invited."""

    class Role(models.TextChoices):
        ADMIN = "admin", _("Admin")
        SPECIALIST = "specialist", _("Specialist")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(Organisation, models.PROTECT)
    user = models.ForeignKey("identity.User", models.PROTECT)
    role = models.CharField(max_length=16, choices=Role.choices)
    created_at = models.DateTimeField(default=timezone.now)
    joined_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organisation", "id"], name="member_of_organisation"),
            models.UniqueConstraint(fields=["user", "organisation", "role"], name="one_membership_per_role"),
        ]

    def __str__(self) -> str:
        return f"{self.role} {self.id}"


class Event(models.Model):
    """One entry of a visit's history: who did what to which visit, when and why. Only ever added."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(Organisation, models.PROTECT)
    appointment = models.ForeignKey(
        "appointments.Appointment", models.PROTECT, null=True, related_name="events", db_index=False
    )
    verb = models.CharField(max_length=40)
    actor_kind = models.CharField(max_length=16)
    actor_user_id = models.UUIDField(null=True)
    reason = models.TextField(blank=True)
    details = models.JSONField(default=dict)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["at", "id"]
        indexes = [models.Index(fields=["appointment", "at"], name="story_of_appointment")]

    def __str__(self) -> str:
        return f"{self.verb} {self.appointment_id or ''}".strip()

    @classmethod
    def record(
        cls, verb: str, *, by: Actor, appointment: models.Model, reason: str = "", **details: Any
    ) -> Event:
        """Add to an appointment's history, in the same transaction as the change itself. Details hold ids and codes
        only."""
        return cls.objects.create(
            organisation_id=appointment.organisation_id,  # type: ignore[attr-defined]
            appointment_id=appointment.pk,
            verb=verb,
            actor_kind=by.kind,
            actor_user_id=by.user_id,
            reason=reason,
            details=details,
        )


class Audit(models.Model):
    """One change of one row, written by a trigger; the application's roles can only read it."""

    at = models.DateTimeField()
    organisation = models.ForeignKey(Organisation, models.DO_NOTHING, null=True, db_constraint=False)
    actor_user_id = models.UUIDField(null=True)
    by_link = models.BooleanField()
    database_role = models.CharField(max_length=64)
    table_name = models.CharField(max_length=64)
    row_id = models.CharField(max_length=64)
    person_id = models.UUIDField(null=True)
    appointment_id = models.BigIntegerField(null=True)
    action = models.CharField(max_length=8)
    columns = models.JSONField(default=list)

    class Meta:
        indexes = [
            models.Index(fields=["organisation", "-at"], name="audit_by_day"),
            models.Index(fields=["person_id", "-at"], name="audit_by_person"),
            models.Index(fields=["appointment_id", "-at"], name="audit_by_appointment"),
        ]

    def __str__(self) -> str:
        return f"{self.action} {self.table_name} {self.row_id}"
