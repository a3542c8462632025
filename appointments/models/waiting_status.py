"""The status of a waitlist entry, and the part of the day it is for."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy


class Waiting(models.TextChoices):
    WAITING = "waiting", gettext_lazy("waiting")
    OFFERED = "offered", gettext_lazy("has an offer")
    TAKEN = "taken", gettext_lazy("booked")
    WITHDRAWN = "withdrawn", gettext_lazy("left the list")
    LAPSED = "lapsed", gettext_lazy("did not answer")


ON_THE_LIST = (Waiting.WAITING, Waiting.OFFERED)
OFF_THE_LIST = (Waiting.WITHDRAWN, Waiting.LAPSED)


class PartOfDay(models.TextChoices):
    ANY = "any", gettext_lazy("any time of day")
    MORNING = "morning", gettext_lazy("in the morning, before 12:00")
    AFTERNOON = "afternoon", gettext_lazy("in the afternoon, 12:00–17:00")
    EVENING = "evening", gettext_lazy("in the evening, from 17:00")

    @property
    def hours(self) -> range:
        parts = {"morning": range(12), "afternoon": range(12, 17), "evening": range(17, 24)}
        return parts.get(self.value, range(24))
