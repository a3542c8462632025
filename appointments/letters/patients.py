"""Letters to the patient: booked, onboarded, cancelled, and the invitation to review."""

from __future__ import annotations

from collections.abc import Callable

from django.utils.translation import gettext as _

from appointments.letters.writing import Words, private_link, spoken, to_patient, visit_of
from appointments.models import Appointment, Status
from appointments.models.status import AHEAD
from restartix.clock import Clock
from restartix.effects.mail import send
from restartix.effects.models import Effect, Kind
from restartix.effects.registry import handles
from restartix.organisations.addresses import address_of

NOT_NEEDED = "not needed"


def booked(visit: Appointment) -> Words:
    return Words(
        subject=_("Your booking: %(when)s") % {"when": _when(visit)},
        greeting=_greeting(visit),
        paragraphs=(
            _("We have your booking. The clinic looks at it and writes to you."),
            _(
                "With your private link you can see the visit or cancel it. Please keep this mail to yourself."
            ),
        ),
        action=_("See your visit"),
        url=private_link(visit),
    )


def onboarded(visit: Appointment) -> Words:
    return Words(
        subject=_("Your visit is planned: %(when)s") % {"when": _when(visit)},
        greeting=_greeting(visit),
        paragraphs=(
            _("The clinic expects you. Please confirm that you will come."),
            _("Your forms are ready to be filled in, and you join the visit from the same page."),
        ),
        action=_("Confirm and fill in your forms"),
        url=private_link(visit),
    )


def cancelled(visit: Appointment) -> Words:
    return Words(
        subject=_("Cancelled: %(when)s") % {"when": _when(visit)},
        greeting=_greeting(visit),
        paragraphs=(
            _("This visit is cancelled. The attached entry takes it out of your calendar."),
            _("You can book another one whenever you like."),
        ),
        action=_("Book a visit"),
        url=address_of(visit.organisation, "clinic"),
    )


def review(visit: Appointment) -> Words:
    return Words(
        subject=_("How was your visit?"),
        greeting=_greeting(visit),
        paragraphs=(
            _("Thank you for coming. A minute of yours helps us do better: how was it?"),
            _("The link works for 30 days."),
        ),
        action=_("Say how it went"),
        url=private_link(visit),
    )


@handles(Kind.MAIL, "booked")
def send_booked(effect: Effect) -> str:
    return _send(effect, booked, while_in=AHEAD, with_entry=True)


@handles(Kind.MAIL, "onboarded")
def send_onboarded(effect: Effect) -> str:
    return _send(effect, onboarded, while_in=(*AHEAD, Status.INPROGRESS), with_entry=True)


@handles(Kind.MAIL, "cancelled")
def send_cancelled(effect: Effect) -> str:
    return _send(effect, cancelled, while_in=(Status.CANCELLED,), with_entry=True)


@handles(Kind.MAIL, "review")
def send_review(effect: Effect) -> str:
    return _send(effect, review, while_in=(Status.DONE,))


def _send(
    effect: Effect,
    write: Callable[[Appointment], Words],
    *,
    while_in: tuple[Status, ...],
    with_entry: bool = False,
) -> str:
    """Write it as the visit stands now; a letter that events have overtaken is not sent."""
    with visit_of(effect) as visit, spoken(visit.language):
        if visit.status not in while_in:
            return NOT_NEEDED
        letter = to_patient(visit, write(visit), with_entry=with_entry)
    return send(letter, effect=effect) if letter else NOT_NEEDED


def _when(visit: Appointment) -> str:
    clock = Clock(visit.organisation.zone)
    return f"{clock.short(visit.started_at)}, {clock.name}"


def _greeting(visit: Appointment) -> str:
    return _("Hello %(name)s,") % {"name": visit.contact_name}
