"""Text messages to patients who asked for them: when and where, and a number to call. No link, no name."""

from __future__ import annotations

from django.utils.translation import gettext as _

from appointments.letters.patients import LETTERS, is_timely, language_of
from appointments.letters.writing import spoken, visit_of, when
from appointments.models import Appointment
from restartix.effects import sms
from restartix.effects.models import NOT_NEEDED, Effect, Kind
from restartix.effects.registry import handles


@handles(Kind.SMS, "reminder")
def send_reminder(effect: Effect) -> str:
    with visit_of(effect) as visit, spoken(language_of(visit)):
        to = visit.booked_as.phone or visit.patient_person.phone
        if not to or not visit.wants_sms or not is_timely(effect, LETTERS["reminder"], visit):
            return NOT_NEEDED
        text = sms.Text(to, sms.plain(reminder(visit)))
    return sms.send(text, effect=effect)


def reminder(visit: Appointment) -> str:
    clinic = visit.organisation
    said = _("%(clinic)s: your visit is on %(when)s.") % {"clinic": clinic.name, "when": when(visit)}
    if clinic.phone:
        said += " " + _("Questions? Call %(phone)s.") % {"phone": clinic.phone}
    return said
