"""The video room of an appointment, who was in it, and the notes two browsers pass each other to connect."""

from __future__ import annotations

import uuid
from datetime import timedelta
from typing import Self

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from restartix.core.clinics.models import Organisation

GONE_AFTER = timedelta(seconds=40)


class Provider(models.TextChoices):
    BUILT_IN = "built-in", _("Built-in room")
    DAILY = "daily", "Daily"


class RoomState(models.TextChoices):
    PENDING = "pending", _("being created")
    READY = "ready", _("ready")
    FAILED = "failed", _("failed")
    DELETED = "deleted", _("deleted")


class VideoRoom(models.Model):
    """One per appointment. What the provider really has; the worker makes it agree with the appointment."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(Organisation, models.PROTECT)
    appointment = models.OneToOneField("appointments.Appointment", models.PROTECT, related_name="room")
    provider = models.CharField(max_length=16, choices=Provider.choices)
    name = models.CharField(max_length=128, blank=True)
    url = models.URLField(max_length=300, blank=True)
    state = models.CharField(max_length=16, choices=RoomState.choices, default=RoomState.PENDING)
    expires_at = models.DateTimeField(null=True)
    last_error = models.CharField(max_length=60, blank=True)

    def __str__(self) -> str:
        return self.name or f"room {self.id}"

    @property
    def is_ready(self) -> bool:
        return self.state == RoomState.READY


class ParticipantQuerySet(models.QuerySet["Participant"]):
    def here(self) -> Self:
        """Those whose browser still polls; one that falls silent counts as gone after a while."""
        return self.filter(left_at=None, seen_at__gt=timezone.now() - GONE_AFTER)

    def admitted(self) -> Self:
        return self.exclude(admitted_at=None)


class Participant(models.Model):
    """One browser in a room: evidence of who came, and when. The patient's side waits until staff admit it."""

    class Side(models.TextChoices):
        STAFF = "staff", _("clinic")
        PATIENT = "patient", _("patient")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(Organisation, models.PROTECT)
    appointment = models.ForeignKey("appointments.Appointment", models.PROTECT, related_name="participants")
    side = models.CharField(max_length=8, choices=Side.choices)
    user_id = models.UUIDField(null=True)
    display_name = models.CharField(max_length=120, blank=True)
    follows = models.ForeignKey("self", models.PROTECT, null=True, related_name="+")
    admitted_at = models.DateTimeField(null=True)
    joined_at = models.DateTimeField(default=timezone.now)
    seen_at = models.DateTimeField(default=timezone.now)
    left_at = models.DateTimeField(null=True)
    # At Daily, as Daily tells it: the first coming in, the latest one, and the latest leaving.
    met_from = models.DateTimeField(null=True)
    met_again = models.DateTimeField(null=True)
    met_until = models.DateTimeField(null=True)

    objects = ParticipantQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organisation", "id"], name="participant_of_organisation")
        ]

    def __str__(self) -> str:
        return f"{self.side} {self.id}"

    @property
    def is_met(self) -> bool:
        """Are they in Daily's room, as far as Daily has reported?"""
        if self.met_again is None:
            return False
        return self.met_until is None or self.met_again > self.met_until

    @property
    def is_waiting(self) -> bool:
        return self.admitted_at is None


class Signal(models.Model):
    """A note from one browser to another (an offer, an answer, a chat line); kept only as long as the call needs."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(Organisation, models.PROTECT)
    appointment = models.ForeignKey("appointments.Appointment", models.PROTECT, related_name="+")
    sender = models.ForeignKey(Participant, models.PROTECT, related_name="+")
    recipient = models.ForeignKey(Participant, models.PROTECT, related_name="+")
    kind = models.CharField(max_length=16)
    body = models.JSONField()
    sent_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["sent_at", "id"]
        indexes = [models.Index(fields=["recipient", "sent_at"], name="signals_for_me")]

    def __str__(self) -> str:
        return f"{self.kind} {self.id}"


class Outcome(models.TextChoices):
    OK = "ok", _("works")
    FAILED = "failed", _("does not work")
    UNTRIED = "untried", _("not tested")


class DeviceTest(models.Model):
    """What a patient's device could do when it was tried before the visit. Of the browser its family alone is kept."""

    PARTS = ("camera", "microphone", "speaker", "network")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(Organisation, models.PROTECT)
    appointment = models.ForeignKey("appointments.Appointment", models.PROTECT, related_name="device_tests")
    camera = models.CharField(max_length=8, choices=Outcome.choices, default=Outcome.UNTRIED)
    microphone = models.CharField(max_length=8, choices=Outcome.choices, default=Outcome.UNTRIED)
    speaker = models.CharField(max_length=8, choices=Outcome.choices, default=Outcome.UNTRIED)
    network = models.CharField(max_length=8, choices=Outcome.choices, default=Outcome.UNTRIED)
    browser = models.CharField(max_length=16, blank=True)
    tested_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-tested_at", "-id"]
        indexes = [models.Index(fields=["appointment", "-tested_at"], name="device_tests_of_visit")]

    def __str__(self) -> str:
        return f"device test {self.id}"

    @property
    def is_passed(self) -> bool:
        return all(getattr(self, part) == Outcome.OK for part in self.PARTS)

    @property
    def failed_parts(self) -> list[str]:
        return [part for part in self.PARTS if getattr(self, part) == Outcome.FAILED]
