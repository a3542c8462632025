"""The history of a profile in sentences, newest first: for components/timeline.html."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from django.utils.translation import gettext as _

from appointments.models import Appointment
from patients.changes import ProfileChange
from patients.display_names import names_of
from patients.models import PatientPerson, PatientProfile
from restartix.core.clinics.actor import Actor
from restartix.core.clock import Clock, format_day

MOST_SHOWN = 60


def history_of(person_id: UUID, *, clock: Clock, reader: Actor) -> list[dict[str, str]]:
    """Each with who, when, and from which visit, as far as the reader may see that one. Four queries."""
    changes = list(ProfileChange.objects.filter(person_id=person_id)[:MOST_SHOWN])
    names = names_of({one.actor_user_id for one in changes if one.actor_user_id})
    visits = _visits(changes)
    return [
        {
            "what": in_words(one),
            "who": _who(one, names, reader),
            "when": f"{clock.short(one.at)}, {clock.name}",
            "source": _from_visit(visits.get(one.appointment_id), clock),
        }
        for one in changes
    ]


def in_words(change: ProfileChange) -> str:
    return change_in_words(change.attribute, change.old, change.new)


def change_in_words(attribute: str, old: str, new: str) -> str:
    said = {
        "what": label(attribute),
        "old": value_in_words(attribute, old),
        "new": value_in_words(attribute, new),
    }
    if not old:
        return _("%(what)s: “%(new)s”") % said
    if not new:
        return _("%(what)s: “%(old)s” removed") % said
    return _("%(what)s: “%(new)s” instead of “%(old)s”") % said


def label(attribute: str) -> str:
    """What a profile's attribute is called."""
    model = PatientPerson if attribute in {"name", "phone", "birth_date"} else PatientProfile
    words = str(getattr(model._meta.get_field(attribute), "verbose_name", attribute))
    return words[:1].upper() + words[1:]


def value_in_words(attribute: str, value: str) -> str:
    """As it is read: a choice by its name, a date as one writes it."""
    if attribute == "sex" and value in PatientProfile.Sex.values:
        return str(PatientProfile.Sex(value).label)
    return format_day(date.fromisoformat(value), "d MMMM y") if attribute == "birth_date" and value else value


def _visits(changes: list[ProfileChange]) -> dict[int | None, datetime]:
    """When the visits were that they came from."""
    wanted = {one.appointment_id for one in changes if one.appointment_id}
    if not wanted:
        return {}
    visits = Appointment.objects.filter(pk__in=wanted)
    return dict(visits.values_list("pk", "started_at"))


def _from_visit(started_at: datetime | None, clock: Clock) -> str:
    if started_at is None:
        return ""
    return _("from a form of the visit on %(day)s") % {
        "day": format_day(clock.local(started_at).date(), "d MMMM y")
    }


def _who(change: ProfileChange, names: dict[UUID | None, str], reader: Actor) -> str:
    """By name where this clinic knows it; of another clinic only that it was another."""
    if change.actor_user_id and change.actor_user_id == reader.user_id:
        return _("You")
    if change.organisation_id not in {None, reader.organisation_id} and change.actor_kind == "staff":
        return _("At another clinic")
    return names.get(change.actor_user_id) or str(ProfileChange.ActorKind(change.actor_kind).label)
