"""What is written by hand: the visits that tests and the demo's pictures rely on.

A week is counted from the one that the clinic is in, 0, and begins on its Monday. Nothing is written for that week, so
what is behind and what is ahead is so on each of its days, at any hour. No two entries of one specialist share weekday
and time: one whose day is a holiday moves a week further away, and is in nobody's way there.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import time

from appointments.models import Status

ELENA, MIHAI, MARIA, LUCA = "Elena Ionescu", "Mihai Stanciu", "Maria Preda", "Luca Preda"
SOFIA, RADU, HANNAH, VICTOR = "Sofia Marin", "Radu Barbu", "Hannah Carter", "Victor Lungu"
OLIVIA, OWEN = "Olivia Reyes", "Owen Nolan"
WRITTEN = {"aurora": (SOFIA, RADU, HANNAH, VICTOR), "riverside": (OWEN,)}
"""People without a login of whom the entries speak; there are others."""

MON, TUE, WED, THU, FRI = range(5)
BOOKED, UPCOMING, CONFIRMED = Status.BOOKED, Status.UPCOMING, Status.CONFIRMED
DONE, CANCELLED, NOSHOW = Status.DONE, Status.CANCELLED, Status.NOSHOW


@dataclass(frozen=True)
class ScriptedVisit:
    """A visit: whose, of what, with whom, when on the specialist's clock, and how it stands.

    `stars` is what the review gives; without, there is none. `session` counts within the patient's plan. A visit that
    is only booked has made a person of its own by what was typed: `alike` with the known person's phone or birth date.
    """

    patient: str
    service: str
    specialist: str
    week: int
    weekday: int
    at: time
    status: Status
    stars: int = 0
    session: int = 0
    calendar: str = ""
    alike: bool = False
    late: bool = False


FIRST, VIDEO, PHYSIO, SPEECH = "first-visit", "video-follow-up", "physiotherapy", "speech"
SPORTS = "sports"

AURORA = (
    ScriptedVisit(ELENA, PHYSIO, "andrei", -4, TUE, time(12), DONE, stars=5, session=1),
    ScriptedVisit(ELENA, PHYSIO, "andrei", -3, TUE, time(13), DONE, stars=4, session=2),
    ScriptedVisit(ELENA, PHYSIO, "andrei", -2, TUE, time(14), DONE, stars=5, session=3),
    ScriptedVisit(ELENA, PHYSIO, "andrei", -1, TUE, time(15), DONE, session=4),
    ScriptedVisit(ELENA, VIDEO, "ioana", -2, MON, time(9), DONE, stars=5),
    ScriptedVisit(ELENA, VIDEO, "ioana", -1, MON, time(10), CANCELLED),
    ScriptedVisit(ELENA, SPEECH, "clara", -1, MON, time(8), NOSHOW),
    ScriptedVisit(ELENA, VIDEO, "ioana", 1, MON, time(11), CONFIRMED),
    ScriptedVisit(ELENA, PHYSIO, "andrei", 1, TUE, time(16), UPCOMING, session=5),
    ScriptedVisit(ELENA, PHYSIO, "andrei", 2, TUE, time(17), CONFIRMED, session=6),
    #
    ScriptedVisit(MIHAI, FIRST, "ioana", -2, TUE, time(9), DONE, stars=3, calendar="everyday"),
    ScriptedVisit(MIHAI, VIDEO, "clara", -1, TUE, time(8), DONE),
    ScriptedVisit(MIHAI, VIDEO, "ioana", -1, TUE, time(10, 30), NOSHOW),
    ScriptedVisit(MIHAI, PHYSIO, "andrei", -1, WED, time(12), CANCELLED, late=True),
    ScriptedVisit(MIHAI, VIDEO, "ioana", 1, TUE, time(11, 30), UPCOMING),
    ScriptedVisit(MIHAI, SPEECH, "clara", 1, TUE, time(9), CONFIRMED),
    #
    ScriptedVisit(MARIA, SPEECH, "clara", -2, WED, time(8), DONE, stars=2),
    ScriptedVisit(MARIA, VIDEO, "ioana", -1, WED, time(9), DONE),
    ScriptedVisit(MARIA, FIRST, "andrei", -1, WED, time(13), NOSHOW, calendar="everyday"),
    ScriptedVisit(MARIA, VIDEO, "clara", -1, WED, time(9), CANCELLED),
    ScriptedVisit(MARIA, SPEECH, "clara", 1, WED, time(10), UPCOMING),
    ScriptedVisit(MARIA, VIDEO, "ioana", 1, WED, time(10), CONFIRMED),
    #
    ScriptedVisit(LUCA, FIRST, "ioana", -2, THU, time(9), DONE, stars=5, calendar="promotion"),
    ScriptedVisit(LUCA, PHYSIO, "andrei", -1, THU, time(12), DONE),
    ScriptedVisit(LUCA, VIDEO, "ioana", -1, THU, time(10, 30), CANCELLED),
    ScriptedVisit(LUCA, SPEECH, "clara", -1, THU, time(8), NOSHOW),
    ScriptedVisit(LUCA, FIRST, "ioana", 1, THU, time(11, 30), UPCOMING, calendar="promotion"),
    ScriptedVisit(LUCA, PHYSIO, "andrei", 1, THU, time(13), CONFIRMED),
    #
    ScriptedVisit(HANNAH, VIDEO, "ioana", -2, WED, time(14), DONE, stars=1),
    ScriptedVisit(HANNAH, VIDEO, "ioana", 1, WED, time(11, 30), UPCOMING),
    ScriptedVisit(RADU, PHYSIO, "andrei", -2, WED, time(14), DONE, stars=4),
    ScriptedVisit(RADU, PHYSIO, "andrei", 1, WED, time(15), CONFIRMED),
    ScriptedVisit(SOFIA, SPEECH, "clara", -2, THU, time(9), DONE, stars=3),
    ScriptedVisit(SOFIA, SPEECH, "clara", 1, THU, time(10), UPCOMING),
    ScriptedVisit(VICTOR, FIRST, "ioana", -1, THU, time(14), DONE, calendar="everyday"),
    ScriptedVisit(VICTOR, FIRST, "ioana", 2, MON, time(14), CANCELLED, calendar="everyday"),
    #
    ScriptedVisit("Ruxandra Vasile", FIRST, "ioana", 1, FRI, time(9), BOOKED, calendar="everyday"),
    ScriptedVisit(MIHAI, FIRST, "andrei", 1, WED, time(16), BOOKED, calendar="everyday", alike=True),
    ScriptedVisit("Toma Rusu", SPEECH, "clara", 1, MON, time(12), BOOKED),
    ScriptedVisit(LUCA, FIRST, "ioana", 2, TUE, time(15), BOOKED, calendar="promotion", alike=True),
    ScriptedVisit("Ilinca Georgescu", FIRST, "ioana", 2, WED, time(15, 30), BOOKED, calendar="everyday"),
)
RIVERSIDE = (
    ScriptedVisit(OLIVIA, SPORTS, "marcus", -2, MON, time(8), DONE, stars=5),
    ScriptedVisit(OLIVIA, SPORTS, "marcus", -1, MON, time(9), CANCELLED),
    ScriptedVisit(OLIVIA, SPORTS, "marcus", 1, MON, time(10), UPCOMING),
    ScriptedVisit(OWEN, SPORTS, "marcus", -2, TUE, time(8), DONE, stars=3),
    ScriptedVisit(OWEN, SPORTS, "marcus", -1, TUE, time(9), DONE),
    ScriptedVisit(OWEN, SPORTS, "marcus", -1, WED, time(8), NOSHOW),
    ScriptedVisit(OWEN, SPORTS, "marcus", 1, TUE, time(10), CONFIRMED),
    ScriptedVisit("Noah Fischer", SPORTS, "marcus", 1, WED, time(11), BOOKED),
)
SCRIPT = {"aurora": AURORA, "riverside": RIVERSIDE}
