"""What the next page says after an action: what was done, and how the patient is notified."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest

from appointments.models import Appointment
from restartix.messages.notices import notice_after


def announce(request: HttpRequest, done: str, visit: Appointment, *, by_text: bool = False) -> None:
    """Say on the next page what was done and how the patient is notified: as a warning where somebody has to call."""
    is_told, sentence = notice_after(visit, by_text=by_text)
    messages.add_message(request, messages.SUCCESS if is_told else messages.WARNING, f"{done} {sentence}")
