"""What has happened to a visit, in sentences: its story, and what was sent about it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from appointments.desk.sentences import retold, specialists_in
from appointments.models import Appointment
from patients.naming import names_of
from restartix.clock import Clock
from restartix.effects.failures import reason
from restartix.effects.models import HANDED_ON, NOT_NEEDED, Delivery, Effect, Kind, State
from restartix.organisations.models import Event

ACTORS = {
    "admin": _("An admin"),
    "specialist": _("The specialist"),
    "patient": _("The patient"),
    "link": _("The patient, by the private link"),
    "visitor": _("The patient, on the public page"),
    "system": _("RestartiX"),
}
LETTERS = {
    "booked": _("Confirmation of the booking, with a calendar entry"),
    "onboarded": _("The clinic has taken the booking on"),
    "confirmed": _("To the specialist: the patient comes"),
    "reminder": _("Reminder of the visit"),
    "forms": _("Forms still to be filled in"),
    "moved": _("To the patient: the visit has a new time"),
    "reinstated": _("To the patient: the visit takes place after all"),
    "link": _("New private link"),
    "new-booking-staff": _("To the staff: a new booking"),
    "moved-staff": _("To the specialist: the visit is moved"),
    "moved-away": _("To the former specialist: the visit is with a colleague"),
    "reinstated-staff": _("To the specialist: the visit takes place after all"),
    "low-rating-staff": _("To the staff: a low rating"),
    "cancelled": _("To the patient: the visit is cancelled"),
    "cancelled-staff": _("To the specialist: the visit is cancelled"),
    "review": _("Invitation to review the visit"),
    "sign-in": _("Sign-in link"),
    "invitation": _("Invitation to the clinic’s staff"),
}
KINDS = {
    Kind.ACCOUNT: _("The patient’s account"),
    Kind.ROOM: _("The video room"),
    Kind.MAIL: _("A letter"),
    Kind.DOCUMENT: _("Documents"),
    Kind.SMS: _("A text message"),
}
STATES = {State.PENDING: _("on its way"), State.DONE: _("sent"), State.FAILED: _("failed")}


@dataclass(frozen=True)
class Told:
    """One line of the story, as the timeline shows it."""

    what: str
    who: str
    when: str
    why: str = ""


@dataclass(frozen=True)
class Sent:
    """One thing done or to be done outside, and how far it is."""

    name: str
    state: str
    word: str
    when: str
    trouble: str = ""
    retry_url: str = ""


def story_of(visit: Appointment, clock: Clock) -> list[Told]:
    """Newest first."""
    events = list(Event.objects.filter(appointment=visit).order_by("-at", "-id"))
    whose = specialists_in(events)
    names = names_of({event.actor_user_id for event in events if event.actor_user_id})
    return [
        Told(
            what=retold(event, clock, whose),
            who=_who(event, visit, names),
            when=_when(event.at, clock),
            why=event.reason,
        )
        for event in events
    ]


def letters_of(visit: Appointment, clock: Clock) -> list[Sent]:
    messages = Effect.objects.filter(appointment=visit, kind__in=[Kind.MAIL, Kind.SMS])
    told = messages.exclude(provider_ref=HANDED_ON).order_by("-created_at", "-id")
    return [sent(message, clock) for message in told]


def sent(effect: Effect, clock: Clock) -> Sent:
    failed = effect.state == State.FAILED
    code = effect.last_error_code or effect.delivery_code
    return Sent(
        name=what_it_does(effect),
        state=effect.state,
        word=_word(effect),
        when=_when(effect.finished_at or effect.created_at, clock),
        trouble=reason(code) if code else "",
        retry_url=reverse("effect_retry", args=[effect.pk]) if failed else "",
    )


def _word(effect: Effect) -> str:
    """What the provider reports goes before what we know ourselves."""
    if effect.provider_ref == NOT_NEEDED:
        return str(_("no longer needed"))
    return str(Delivery(effect.delivery).label if effect.delivery else STATES[State(effect.state)])


def what_it_does(effect: Effect) -> str:
    if effect.kind == Kind.SMS and effect.code == "reminder":
        return str(_("Reminder by text message"))
    if effect.kind == Kind.MAIL and effect.code in LETTERS:
        return str(LETTERS[effect.code])
    return str(KINDS[Kind(effect.kind)])


def _who(event: Event, visit: Appointment, names: dict[UUID | None, str]) -> str:
    """Who acted: a guardian by name, and for whom."""
    name = names.get(event.actor_user_id)
    if event.actor_kind == "patient" and event.actor_user_id not in {None, visit.patient_person.user_id}:
        said = {"name": name or _("A relative"), "patient": visit.patient_person.name}
        return gettext("%(name)s, for %(patient)s") % said
    return name or str(ACTORS.get(event.actor_kind, event.actor_kind))


def _when(instant: datetime, clock: Clock) -> str:
    return f"{clock.short(instant)}, {clock.name}"
