"""What was sent about a visit: to whom, when, and how far it is."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext

from appointments.models import Appointment
from patients.display_names import Names
from restartix.core.clock import Clock
from restartix.core.effects.failures import reason
from restartix.core.effects.models import HANDED_ON, NOT_NEEDED, Effect, Kind, State
from restartix.messages import staff
from restartix.messages.labels import arrival_named, letter_named
from restartix.messages.staff_readers import the_specialist


@dataclass(frozen=True)
class Sent:
    """One thing done or to be done outside, and how far it is."""

    name: str
    state: str
    word: str
    when: str
    to: str = ""
    trouble: str = ""
    retry_url: str = ""


def letters_of(visit: Appointment, clock: Clock, names: Names) -> list[Sent]:
    """Newest first. What went to several of the staff is a line for each, with their name."""
    told = [
        one
        for one in visit.effects.all()
        if one.kind in {Kind.MAIL, Kind.SMS} and one.provider_ref != HANDED_ON
    ]
    told.sort(key=lambda one: (one.created_at, one.pk), reverse=True)
    return [message_line(one, clock, to=_reader(one, visit, names)) for one in told]


def message_line(effect: Effect, clock: Clock, *, to: str = "") -> Sent:
    failed = effect.state == State.FAILED
    code = effect.last_error_code or effect.delivery_code
    return Sent(
        name=letter_named(effect.kind, effect.code),
        state=effect.state,
        word=_word(effect),
        when=f"{clock.short(effect.finished_at or effect.created_at)}, {clock.name}",
        to=to or _side(effect),
        trouble=reason(code, given_up=failed) if code else "",
        retry_url=reverse("effect_retry", args=[effect.pk]) if failed or _is_failing(effect) else "",
    )


def _is_failing(effect: Effect) -> bool:
    return effect.state == State.PENDING and effect.failing_since is not None


def _word(effect: Effect) -> str:
    if effect.provider_ref == NOT_NEEDED:
        return gettext("no longer needed")
    if _is_failing(effect):
        return gettext("will be tried again")
    return arrival_named(effect.state, effect.delivery)


def _reader(effect: Effect, visit: Appointment, names: Names) -> str:
    """Whom it went to, the staff by name and as what."""
    if effect.user_id not in names or effect.code not in staff.LETTERS:
        return _side(effect)
    return _role(effect, visit) % {"name": names[effect.user_id]}


def _side(effect: Effect) -> str:
    """Whom it goes to, as far as its code says."""
    if effect.kind not in {Kind.MAIL, Kind.SMS}:
        return ""
    letter = staff.LETTERS.get(effect.code)
    if letter is None:
        return gettext("To the patient")
    is_one = letter.readers is the_specialist
    return gettext("To the specialist") if is_one else gettext("To the staff")


def _role(effect: Effect, visit: Appointment) -> str:
    if effect.code == "moved-away":
        return gettext("To %(name)s, the previous specialist")
    if effect.user_id == visit.specialist.member.user_id:
        return gettext("To %(name)s, the specialist")
    return gettext("To %(name)s, admin")
