"""What the patient's other specialists left for whoever sees them next, on the visit's page and in its session."""

from __future__ import annotations

from appointments.models import Appointment
from forms.colleagues import notes_from
from restartix.core.clock import Clock


def colleagues_notes(visit: Appointment, clock: Clock) -> list[dict[str, str]]:
    """For _colleagues.html, of a visit with its surroundings."""
    notes = notes_from(visit.colleagues_notes)  # type: ignore[attr-defined]
    return [
        {"by": note.specialist, "when": clock.day(note.at), "label": note.label, "text": note.text}
        for note in notes
    ]
