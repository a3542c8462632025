"""The appointment: who sees whom, when, and where it stands between booked and done."""

from __future__ import annotations

from datetime import datetime
from typing import Self

from django.db import models

from appointments.models.scarcity import refusal_for_constraint
from appointments.models.status import Status
from appointments.models.visit import Visit
from appointments.models.whose import Whose


class AppointmentQuerySet(models.QuerySet["Appointment"]):
    def not_removed(self) -> Self:
        return self.filter(deleted_at=None)

    def to_onboard(self) -> Self:
        return self.filter(status=Status.BOOKED).order_by("started_at")

    def removed(self) -> Self:
        return self.exclude(deleted_at=None).order_by("-deleted_at", "-id")

    def between(self, start: datetime, end: datetime) -> Self:
        return self.filter(started_at__lt=end, ended_at__gt=start).order_by("started_at")

    def with_names(self) -> Self:
        """With all that a list shows, in one query."""
        return self.select_related(
            "patient_person", "specialist", "service", "calendar", "patient_service_plan"
        )


class Appointment(Whose):
    """A visit. Its columns are said in visit.py; its status changes by its verbs alone (lifecycle.py,
    corrections.py), and the database judges every move. Whose it is, is corrected in whose.py."""

    refusal_for_constraint = staticmethod(refusal_for_constraint)
    objects = AppointmentQuerySet.as_manager()

    class Meta(Visit.Meta):
        pass
