"""How the patient hears of what staff did: what the page may promise, or whom to call instead."""

from __future__ import annotations

from django.utils.translation import gettext as _

from appointments.link_standing import Standing, mailed_link_standing, standing_from
from appointments.models import Appointment
from restartix.core.phone import format_phone, sends_texts
from restartix.messages.recipients import ANY, recipient_of
from restartix.messages.sms import number_of


def notice_after(
    visit: Appointment, *, by_text: bool = False, needs: frozenset[str] = ANY
) -> tuple[bool, str]:
    """Whether the patient is notified of what was just done, and the sentence that says how, or whom to call.
    `by_text`: a text message is sent, too, to whoever wants one. `needs`: rights of which the reader of the e-mail has
    to have one."""
    return _telling(visit, mailed_link_standing(visit), by_text=by_text, needs=needs)


def notice_before(visit: Appointment, *, by_text: bool = False) -> str:
    """The same sentence on a page, before anything is done: of a visit with its surroundings."""
    standing = standing_from(visit.mailed_link_standing)  # type: ignore[attr-defined]
    return _telling(visit, standing, by_text=by_text)[1]


def _telling(
    visit: Appointment, standing: Standing, *, by_text: bool, needs: frozenset[str] = ANY
) -> tuple[bool, str]:
    if recipient_of(visit, needs=needs, standing=standing):
        return True, _("The patient gets an e-mail.")
    if by_text and _is_texted(visit, standing):
        return True, _("The patient gets a text message.")
    return False, whom_to_call(visit)


def whom_to_call(visit: Appointment) -> str:
    phone = visit.booked_as.phone or visit.patient_person.phone
    if not phone:
        return _("No e-mail address and no phone number of %(name)s is on record.") % {
            "name": visit.contact_name
        }
    words = _("No e-mail reaches the patient. Please call %(name)s: %(phone)s.")
    return words % {"name": visit.contact_name, "phone": format_phone(phone)}


def _is_texted(visit: Appointment, standing: Standing) -> bool:
    return visit.takes_texts and sends_texts() and bool(number_of(visit, standing=standing))
