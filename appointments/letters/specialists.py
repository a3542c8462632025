"""Letters to the specialist: the patient will come, or the visit is off. They name no patient; the page does."""

from __future__ import annotations

from collections.abc import Callable

from django.utils.translation import gettext as _

from appointments.letters.writing import Words, spoken, to_specialist, visit_of
from appointments.models import Appointment, Status
from restartix.clock import Clock
from restartix.effects.mail import send
from restartix.effects.models import Effect, Kind
from restartix.effects.registry import handles
from restartix.organisations.addresses import address_of

NOT_NEEDED = "not needed"


def confirmed(visit: Appointment) -> Words:
    return _words(visit, _("Confirmed: %(when)s"), _("The patient has said they will come."))


def cancelled(visit: Appointment) -> Words:
    return _words(visit, _("Cancelled: %(when)s"), _("This visit is cancelled; the time is free again."))


@handles(Kind.MAIL, "confirmed")
def send_confirmed(effect: Effect) -> str:
    return _send(effect, confirmed, while_in=(Status.CONFIRMED, Status.INPROGRESS))


@handles(Kind.MAIL, "cancelled-staff")
def send_cancelled(effect: Effect) -> str:
    return _send(effect, cancelled, while_in=(Status.CANCELLED,))


def _words(visit: Appointment, subject: str, sentence: str) -> Words:
    clock = Clock(visit.specialist.zone)
    return Words(
        subject=subject % {"when": f"{clock.short(visit.started_at)}, {clock.name}"},
        greeting=_("Hello,"),
        paragraphs=(sentence,),
        action=_("Open the visit"),
        url=address_of(visit.organisation, "appointment", visit.pk),
    )


def _send(effect: Effect, write: Callable[[Appointment], Words], *, while_in: tuple[Status, ...]) -> str:
    with visit_of(effect) as visit:
        if visit.status not in while_in:
            return NOT_NEEDED
        with spoken(visit.specialist.member.user.language or visit.organisation.language):
            letter = to_specialist(visit, write(visit))
    return send(letter, effect=effect)
