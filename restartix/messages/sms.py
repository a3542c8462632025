"""Text messages to patients who asked for them: when and where, and a number to call. No link, no name."""

from __future__ import annotations

from collections.abc import Callable

from django.db.models import Q
from django.utils.translation import gettext as _

from appointments.link_standing import Standing, link_standing
from appointments.models import Appointment
from patients.contact_data import confirmed_phones
from restartix.core.effects import sms
from restartix.core.effects.models import Effect, Kind
from restartix.core.effects.registry import handles
from restartix.core.effects.stops import stopped_at
from restartix.core.region import in_language
from restartix.messages.batches import PATIENTS
from restartix.messages.compose import visit_of, when
from restartix.messages.patients import LETTERS, is_timely, language_of

TEXTS: dict[str, Callable[[], str]] = {
    "reminder": lambda: _("%(clinic)s: your visit is on %(when)s."),
    "moved": lambda: _("%(clinic)s: your visit has a new time, %(when)s."),
    "cancelled": lambda: _("%(clinic)s: your visit on %(when)s is cancelled."),
    "reinstated": lambda: _("%(clinic)s: your visit on %(when)s takes place after all."),
}


def number_of(visit: Appointment, *, standing: Standing | None = None) -> str:
    """Where texts about this visit go: the number that the booking gave, else the person's, if its owner confirmed it.

    Empty when neither is confirmed (a number that somebody typed may be a stranger's), or its owner answered STOP. The
    booking's number doesn't count once staff have put the person's right, or when whoever gave it may do nothing any
    more. `standing` is the mailed link's, where it is known already; asking for it is the worker's.
    """
    standing = standing or link_standing(visit)
    confirmed = confirmed_phones(visit.organisation_id, visit.patient_person_id)
    corrected = Q(verb="contact corrected", details__has_key="phone") | Q(verb="person corrected")
    is_corrected = visit.events.filter(corrected).exists()
    booked = "" if is_corrected or not standing.rights else visit.booked_as.phone
    numbers = (number for number in (booked, visit.patient_person.phone) if number in confirmed)
    return next((number for number in numbers if not stopped_at(number)), "")


def _send(effect: Effect) -> str:
    """As the visit stands now."""
    with visit_of(effect) as visit, in_language(language_of(visit), visit.organisation):
        text = sms.Text(number_of(visit), text_of(visit, PATIENTS.code_to_tell(effect, visit)))
    return sms.send(text, effect=effect)


def _is_of_use(effect: Effect) -> bool:
    """Not after the visit has changed once more, nor to who no longer wants any."""
    with visit_of(effect) as visit:
        is_news = is_timely(effect, LETTERS[effect.code], visit)
        return is_news and visit.takes_texts and bool(number_of(visit))


def text_of(visit: Appointment, code: str) -> str:
    clinic = visit.organisation
    said = TEXTS[code]() % {"clinic": clinic.name, "when": when(visit)}
    if clinic.phone:
        said += " " + _("Questions? Call %(phone)s.") % {"phone": clinic.phone}
    return said


for code in TEXTS:
    handles(Kind.SMS, code, while_of_use=_is_of_use)(_send)
