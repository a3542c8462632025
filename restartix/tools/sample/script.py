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
class Entry:
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
    Entry(ELENA, PHYSIO, "andrei", -4, TUE, time(12), DONE, stars=5, session=1),
    Entry(ELENA, PHYSIO, "andrei", -3, TUE, time(13), DONE, stars=4, session=2),
    Entry(ELENA, PHYSIO, "andrei", -2, TUE, time(14), DONE, stars=5, session=3),
    Entry(ELENA, PHYSIO, "andrei", -1, TUE, time(15), DONE, session=4),
    Entry(ELENA, VIDEO, "ioana", -2, MON, time(9), DONE, stars=5),
    Entry(ELENA, VIDEO, "ioana", -1, MON, time(10), CANCELLED),
    Entry(ELENA, SPEECH, "clara", -1, MON, time(8), NOSHOW),
    Entry(ELENA, VIDEO, "ioana", 1, MON, time(11), CONFIRMED),
    Entry(ELENA, PHYSIO, "andrei", 1, TUE, time(16), UPCOMING, session=5),
    Entry(ELENA, PHYSIO, "andrei", 2, TUE, time(17), CONFIRMED, session=6),
    #
    Entry(MIHAI, FIRST, "ioana", -2, TUE, time(9), DONE, stars=3, calendar="everyday"),
    Entry(MIHAI, VIDEO, "clara", -1, TUE, time(8), DONE),
    Entry(MIHAI, VIDEO, "ioana", -1, TUE, time(10, 30), NOSHOW),
    Entry(MIHAI, PHYSIO, "andrei", -1, WED, time(12), CANCELLED, late=True),
    Entry(MIHAI, VIDEO, "ioana", 1, TUE, time(11, 30), UPCOMING),
    Entry(MIHAI, SPEECH, "clara", 1, TUE, time(9), CONFIRMED),
    #
    Entry(MARIA, SPEECH, "clara", -2, WED, time(8), DONE, stars=2),
    Entry(MARIA, VIDEO, "ioana", -1, WED, time(9), DONE),
    Entry(MARIA, FIRST, "andrei", -1, WED, time(13), NOSHOW, calendar="everyday"),
    Entry(MARIA, VIDEO, "clara", -1, WED, time(9), CANCELLED),
    Entry(MARIA, SPEECH, "clara", 1, WED, time(10), UPCOMING),
    Entry(MARIA, VIDEO, "ioana", 1, WED, time(10), CONFIRMED),
    #
    Entry(LUCA, FIRST, "ioana", -2, THU, time(9), DONE, stars=5, calendar="promotion"),
    Entry(LUCA, PHYSIO, "andrei", -1, THU, time(12), DONE),
    Entry(LUCA, VIDEO, "ioana", -1, THU, time(10, 30), CANCELLED),
    Entry(LUCA, SPEECH, "clara", -1, THU, time(8), NOSHOW),
    Entry(LUCA, FIRST, "ioana", 1, THU, time(11, 30), UPCOMING, calendar="promotion"),
    Entry(LUCA, PHYSIO, "andrei", 1, THU, time(13), CONFIRMED),
    #
    Entry(HANNAH, VIDEO, "ioana", -2, WED, time(14), DONE, stars=1),
    Entry(HANNAH, VIDEO, "ioana", 1, WED, time(11, 30), UPCOMING),
    Entry(RADU, PHYSIO, "andrei", -2, WED, time(14), DONE, stars=4),
    Entry(RADU, PHYSIO, "andrei", 1, WED, time(15), CONFIRMED),
    Entry(SOFIA, SPEECH, "clara", -2, THU, time(9), DONE, stars=3),
    Entry(SOFIA, SPEECH, "clara", 1, THU, time(10), UPCOMING),
    Entry(VICTOR, FIRST, "ioana", -1, THU, time(14), DONE, calendar="everyday"),
    Entry(VICTOR, FIRST, "ioana", 2, MON, time(14), CANCELLED, calendar="everyday"),
    #
    Entry("Ruxandra Vasile", FIRST, "ioana", 1, FRI, time(9), BOOKED, calendar="everyday"),
    Entry(MIHAI, FIRST, "andrei", 1, WED, time(16), BOOKED, calendar="everyday", alike=True),
    Entry("Toma Rusu", SPEECH, "clara", 1, MON, time(12), BOOKED),
    Entry(LUCA, FIRST, "ioana", 2, TUE, time(15), BOOKED, calendar="promotion", alike=True),
    Entry("Ilinca Georgescu", FIRST, "ioana", 2, WED, time(15, 30), BOOKED, calendar="everyday"),
)
RIVERSIDE = (
    Entry(OLIVIA, SPORTS, "marcus", -2, MON, time(8), DONE, stars=5),
    Entry(OLIVIA, SPORTS, "marcus", -1, MON, time(9), CANCELLED),
    Entry(OLIVIA, SPORTS, "marcus", 1, MON, time(10), UPCOMING),
    Entry(OWEN, SPORTS, "marcus", -2, TUE, time(8), DONE, stars=3),
    Entry(OWEN, SPORTS, "marcus", -1, TUE, time(9), DONE),
    Entry(OWEN, SPORTS, "marcus", -1, WED, time(8), NOSHOW),
    Entry(OWEN, SPORTS, "marcus", 1, TUE, time(10), CONFIRMED),
    Entry("Noah Fischer", SPORTS, "marcus", 1, WED, time(11), BOOKED),
)
SCRIPT = {"aurora": AURORA, "riverside": RIVERSIDE}
