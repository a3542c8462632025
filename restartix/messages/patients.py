"""E-mails to the patient about a visit. Each says when it still makes sense; events may have overtaken it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from functools import partial

from django.utils import timezone

from appointments.models import Appointment, Status
from appointments.models.status import ACCEPTED, AHEAD, LIVE, UNFINISHED
from restartix.core.effects.mail import send
from restartix.core.effects.models import NOT_NEEDED, Effect, Kind
from restartix.core.effects.registry import handles
from restartix.core.region import in_language
from restartix.messages import patient_wording
from restartix.messages.batches import PATIENTS
from restartix.messages.compose import MailContent, to_patient, visit_of
from restartix.messages.recipients import ANY, family_member, recipient_of
from restartix.messages.timeliness import came_too_late, is_as_announced

RATED_WITHIN = timedelta(days=30)


@dataclass(frozen=True)
class PatientLetter:
    """Its words, the statuses in which it is sent, whether it brings the entry for one's own calendar, and until when
    it is of use: the visit's start, its end (as most are), or longer."""

    words: Callable[[Appointment], MailContent]
    while_in: tuple[Status, ...]
    with_entry: bool = False
    before_it_starts: bool = False
    after_it_too: bool = False
    needs: frozenset[str] = ANY
    """Rights of which the reader has to have one, to do what it asks for."""


LETTERS = {
    "booked": PatientLetter(patient_wording.booking_mail, AHEAD, with_entry=True),
    "onboarded": PatientLetter(patient_wording.acceptance_mail, UNFINISHED, with_entry=True),
    "reminder": PatientLetter(patient_wording.reminder_mail, ACCEPTED, before_it_starts=True),
    "forms": PatientLetter(
        patient_wording.forms_mail, ACCEPTED, before_it_starts=True, needs=frozenset({"forms"})
    ),
    "moved": PatientLetter(patient_wording.reschedule_mail, AHEAD, with_entry=True),
    "reinstated": PatientLetter(patient_wording.reinstatement_mail, AHEAD, with_entry=True),
    "cancelled": PatientLetter(patient_wording.cancellation_mail, (Status.CANCELLED,), with_entry=True),
    "review": PatientLetter(
        patient_wording.review_mail, (Status.DONE,), after_it_too=True, needs=frozenset({"results", "review"})
    ),
    "link": PatientLetter(patient_wording.new_link_mail, LIVE, after_it_too=True),
}


def _send(effect: Effect, letter: PatientLetter) -> str:
    """Write it as the visit stands now."""
    with visit_of(effect) as visit, in_language(language_of(visit), visit.organisation):
        reader = recipient_of(visit, needs=letter.needs)
        if reader is None:
            return NOT_NEEDED
        visit.is_read_by_link = reader.by_link
        letter = LETTERS[PATIENTS.code_to_tell(effect, visit)]
        names = family_member(visit, reader)
        mail = to_patient(
            visit, letter.words(visit), to=reader.email, names=names, with_entry=letter.with_entry
        )
        PATIENTS.note_told(effect, visit)
    return send(mail, effect=effect)


def _is_of_use(effect: Effect, letter: PatientLetter) -> bool:
    with visit_of(effect) as visit:
        return is_timely(effect, letter, visit)


def is_timely(effect: Effect, letter: PatientLetter, visit: Appointment) -> bool:
    """Not after what it says has changed: the status, the start, or (for what is asked of a time) the time itself."""
    if not is_as_announced(effect, visit, letter.while_in):
        return False
    if PATIENTS.is_overtaken(effect, visit) or PATIENTS.is_known(effect, visit):
        return False
    if letter.before_it_starts and (visit.started_at <= timezone.now() or effect.sequence != visit.sequence):
        return False
    if not letter.after_it_too and came_too_late(effect, visit):
        return False
    return _is_still_asked_for(effect, visit)


def _is_still_asked_for(effect: Effect, visit: Appointment) -> bool:
    """Forms while some are missing; a rating while none was given and the link for it works."""
    if effect.code == "forms":
        return patient_wording.count_unfinished_forms(visit) > 0
    if effect.code == "review":
        is_rated = Appointment.objects.filter(pk=visit.pk, review__isnull=False).exists()
        return not is_rated and effect.created_at > timezone.now() - RATED_WITHIN
    return True


def language_of(visit: Appointment) -> str:
    person = visit.patient_person
    return (person.user.language if person.user else "") or visit.language or visit.organisation.language


for code, letter in LETTERS.items():
    of_use = partial(_is_of_use, letter=letter)
    handles(Kind.MAIL, code, while_of_use=of_use)(partial(_send, letter=letter))
