"""What has happened to a visit, in sentences."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from appointments.models import Appointment
from patients.display_names import Names
from restartix.core.clinics.models import Event
from restartix.core.clock import Clock
from restartix.pages.desk.history_wording import event_in_words, names_in

ACTORS = {
    "admin": _("An admin"),
    "specialist": _("The specialist"),
    "patient": _("The patient"),
    "clinic": _("The patient, at the clinic"),
    "link": _("The patient, by the private link"),
    "visitor": _("The patient, on the public page"),
    "system": _("RestartiX"),
}


@dataclass(frozen=True)
class Told:
    """One line of the history, as the timeline shows it."""

    what: str
    who: str
    when: str
    why: str = ""


def story_of(visit: Appointment, clock: Clock, names: Names) -> list[Told]:
    """Newest first, of a visit whose history has been gathered."""
    events = list(visit.events.all())
    whose = names_in(events)
    return [
        Told(
            what=event_in_words(event, clock, whose),
            who=_who(event, visit, names),
            when=_when(event.at, clock),
            why=event.reason,
        )
        for event in events
    ]


def _who(event: Event, visit: Appointment, names: Names) -> str:
    """Who acted: a guardian by name, and for whom."""
    name = names.get(event.actor_user_id)
    if event.actor_kind == "patient" and event.actor_user_id not in {None, visit.patient_person.user_id}:
        said = {"name": name or _("A relative"), "patient": visit.patient_person.name}
        return gettext("%(name)s, for %(patient)s") % said
    return name or str(ACTORS.get(event.actor_kind, event.actor_kind))


def _when(instant: datetime, clock: Clock) -> str:
    return f"{clock.short(instant)}, {clock.name}"
