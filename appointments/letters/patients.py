"""Letters to the patient about a visit. Each says when it still makes sense; events may have overtaken it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from django.utils import timezone

from appointments.letters import words
from appointments.letters.writing import Words, spoken, to_patient, visit_of
from appointments.models import Appointment, Status
from appointments.models.status import AHEAD
from restartix.effects.mail import send
from restartix.effects.models import NOT_NEEDED, Effect, Kind
from restartix.effects.registry import handles

TAKEN_ON = (Status.UPCOMING, Status.CONFIRMED)


@dataclass(frozen=True)
class PatientLetter:
    """Its words, the statuses in which it is sent, and whether it brings the entry for one's own calendar."""

    words: Callable[[Appointment], Words]
    while_in: tuple[Status, ...]
    with_entry: bool = False
    before_it_starts: bool = False


LETTERS = {
    "booked": PatientLetter(words.booked, AHEAD, with_entry=True),
    "onboarded": PatientLetter(words.onboarded, (*AHEAD, Status.INPROGRESS), with_entry=True),
    "reminder": PatientLetter(words.reminder, TAKEN_ON, before_it_starts=True),
    "forms": PatientLetter(words.forms_missing, TAKEN_ON, before_it_starts=True),
    "moved": PatientLetter(words.moved, AHEAD, with_entry=True),
    "reinstated": PatientLetter(words.reinstated, AHEAD, with_entry=True),
    "cancelled": PatientLetter(words.cancelled, (Status.CANCELLED,), with_entry=True),
    "review": PatientLetter(words.review, (Status.DONE,)),
    "link": PatientLetter(words.new_link, (*AHEAD, Status.INPROGRESS, Status.DONE)),
}


def _send(effect: Effect, letter: PatientLetter) -> str:
    """Write it as the visit stands now; a letter that events have overtaken is not sent."""
    with visit_of(effect) as visit, spoken(language_of(visit)):
        if not is_timely(effect, letter, visit):
            return NOT_NEEDED
        mail = to_patient(visit, letter.words(visit), with_entry=letter.with_entry)
    return send(mail, effect=effect) if mail else NOT_NEEDED


def is_timely(effect: Effect, letter: PatientLetter, visit: Appointment) -> bool:
    """Not after what it says has changed: the status, the start, or (for what is asked of a time) the time itself."""
    if visit.deleted_at or visit.status not in letter.while_in:
        return False
    if letter.before_it_starts and (visit.started_at <= timezone.now() or effect.sequence != visit.sequence):
        return False
    return effect.code != "forms" or words.unfinished(visit) > 0


def language_of(visit: Appointment) -> str:
    person = visit.patient_person
    return (person.user.language if person.user else "") or visit.language or visit.organisation.language


for code, letter in LETTERS.items():
    handles(Kind.MAIL, code)(partial(_send, letter=letter))
