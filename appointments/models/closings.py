"""Days on which the whole clinic is closed, and its public holidays."""

from __future__ import annotations

import uuid

from django.db import models

from restartix.core.clinics.models import Organisation


class Closing(models.Model):
    """A day off for everybody at the clinic, specialists who join later among them, on each one's own clock.

    On a closed day nobody works. On a public holiday those work who have special hours of their own for it.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(Organisation, models.PROTECT)
    date = models.DateField()
    name = models.CharField(max_length=80, blank=True)
    is_holiday = models.BooleanField(default=False)

    class Meta:
        ordering = ["date", "is_holiday"]
        constraints = [
            models.UniqueConstraint(fields=["organisation", "date", "is_holiday"], name="one_closing_a_day")
        ]

    def __str__(self) -> str:
        return f"{self.date}"
