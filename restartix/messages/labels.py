"""What each e-mail is called in lists of sent messages: for staff, and in a patient's archive."""

from __future__ import annotations

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from restartix.core.effects.models import Delivery, Kind, State

LETTERS = {
    "booked": _("Confirmation of the booking, with a calendar file"),
    "onboarded": _("The clinic has accepted the booking"),
    "confirmed": _("The patient will come"),
    "reminder": _("Reminder of the visit"),
    "forms": _("Forms still to be filled in"),
    "moved": _("The visit has a new time"),
    "reinstated": _("The visit takes place after all"),
    "link": _("New private link"),
    "new-booking-staff": _("A new booking"),
    "moved-staff": _("The visit is moved"),
    "moved-away": _("The visit is with another specialist now"),
    "reinstated-staff": _("The visit takes place after all"),
    "named-signer": _("A form to sign for a colleague"),
    "low-rating-staff": _("A low rating"),
    "cancelled": _("The visit is cancelled"),
    "cancelled-staff": _("The visit is cancelled"),
    "review": _("Invitation to review the visit"),
    "waitlist": _("Place on the waitlist"),
    "waitlist-offer": _("Offer of a free time"),
    "new-guardian": _("A new person may book for the patient"),
    "booked-for-you": _("A visit was booked in the patient’s name"),
    "sign-in": _("Sign-in link"),
    "invitation": _("Invitation to the clinic’s staff"),
}
KINDS = {
    Kind.ACCOUNT: _("The patient’s account"),
    Kind.ROOM: _("The video room"),
    Kind.MAIL: _("An e-mail"),
    Kind.DOCUMENT: _("Documents"),
    Kind.SMS: _("A text message"),
}
STATES = {State.PENDING: _("sending"), State.DONE: _("sent"), State.FAILED: _("failed")}


def arrival_named(state: str, delivery: str) -> str:
    """The state of a message. What the provider reports outweighs what we know ourselves."""
    return str(Delivery(delivery).label if delivery else STATES[State(state)])


def letter_named(kind: str, code: str) -> str:
    """What is done outside, in words."""
    name = str(LETTERS.get(code, KINDS[Kind(kind)]))
    if kind == Kind.SMS and code in LETTERS:
        return gettext("%(letter)s, by text message") % {"letter": name}
    return name
