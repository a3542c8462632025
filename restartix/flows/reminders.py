"""Reminding patients: by itself at the times the clinic chose, and when staff press the button."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import connection
from django.utils import timezone
from django.utils.translation import gettext as _

from appointments.models import Appointment
from appointments.models.status import ACCEPTED
from restartix.core.clinics.actor import Actor
from restartix.core.clinics.scope import scope
from restartix.core.effects.models import Effect, Kind
from restartix.core.effects.registry import every_sweep
from restartix.core.phone import sends_texts
from restartix.core.refusals import NotNow
from restartix.messages.patient_wording import count_unfinished_forms

BREATHER = timedelta(minutes=10)


@every_sweep
def send_due_reminders(at: datetime | None = None) -> int:
    """Ask for each reminder whose time has come; answers how many.

    Asked for under a word that says visit, sequence and minutes, so that no reminder goes out twice; one that
    a move or a cancellation overtakes is dropped when its turn comes.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM public.due_reminders(%s)", [at or timezone.now()])
        due = cursor.fetchall()
    for organisation_id, visit_id, code, minutes, sequence, wants_sms in due:
        with scope(organisation_id=organisation_id):
            _ask(organisation_id, visit_id, code, minutes, sequence, by_sms=wants_sms and sends_texts())
    return len(due)


def ask_for_forms(visit: Appointment, *, by: Actor) -> None:
    """Staff remind the patient of what is still to be filled in, but not too often. Raises NotNow."""
    if refusal := reminder_refusal(visit):
        raise NotNow(refusal)
    if not count_unfinished_forms(visit):
        raise NotNow(_("The patient has nothing left to fill in."))
    if visit.may_mail_again():
        visit.record("reminded of forms", by=by)
        visit.tell("forms")


def reminder_refusal(visit: Appointment) -> str:
    """Why staff can't remind of this visit's forms just now, whatever is left of them; empty when they can."""
    if visit.status not in ACCEPTED or visit.started_at <= timezone.now():
        return _("This can’t be done: the visit has changed in the meantime.")
    since = timezone.now() - BREATHER
    if any(effect.code == "forms" and effect.created_at > since for effect in visit.effects.all()):
        return _("They were reminded just now.")
    return ""


def _ask(
    organisation_id: int, visit_id: int, code: str, minutes: int, sequence: int, *, by_sms: bool
) -> None:
    once = f"{code}:{visit_id}:{sequence}:{minutes}"
    about = {"code": code, "appointment_id": visit_id, "sequence": sequence}
    clinic = organisation_id
    Effect.require_once(once, Kind.MAIL, organisation_id=clinic, subject=f"mail:{once}", **about)
    if by_sms and code == "reminder":
        again = f"{once}:sms"
        Effect.require_once(again, Kind.SMS, organisation_id=clinic, subject=f"sms:{once}", **about)
