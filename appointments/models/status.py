"""Where a visit can stand."""

from django.db import models
from django.utils.translation import gettext_lazy


class Status(models.TextChoices):
    BOOKED = "booked", gettext_lazy("Booked")
    UPCOMING = "upcoming", gettext_lazy("Upcoming")
    CONFIRMED = "confirmed", gettext_lazy("Confirmed")
    INPROGRESS = "inprogress", gettext_lazy("In progress")
    DONE = "done", gettext_lazy("Done")
    CANCELLED = "cancelled", gettext_lazy("Cancelled")
    NOSHOW = "noshow", gettext_lazy("No-show")


AHEAD = (Status.BOOKED, Status.UPCOMING, Status.CONFIRMED)
UNFINISHED = (*AHEAD, Status.INPROGRESS)
LIVE = (*UNFINISHED, Status.DONE)
CALLED_OFF = (Status.CANCELLED, Status.NOSHOW)
ACCEPTED = (Status.UPCOMING, Status.CONFIRMED)
ACTIVE = (*ACCEPTED, Status.INPROGRESS)
"""Accepted and not over: the visit's forms, call and add-ons are open."""
SEEN = (Status.INPROGRESS, Status.DONE)
"""The specialist sees the patient or has seen them, and signs what came of it."""
WITHOUT_ROOM = (Status.BOOKED, *CALLED_OFF)
