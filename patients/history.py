"""The history of a profile in sentences, newest first: for components/timeline.html."""

from __future__ import annotations

from uuid import UUID

from django.utils.translation import gettext as _

from patients.changes import ProfileChange
from patients.models import PatientPerson, PatientProfile
from patients.naming import names_of
from restartix.clock import Clock
from restartix.organisations.actor import Actor

MOST_SHOWN = 60


def history_of(person_id: UUID, *, clock: Clock, reader: Actor) -> list[dict[str, str]]:
    changes = list(ProfileChange.objects.filter(person_id=person_id)[:MOST_SHOWN])
    names = names_of({one.actor_user_id for one in changes if one.actor_user_id})
    return [
        {
            "what": in_words(one),
            "who": _who(one, names, reader),
            "when": f"{clock.short(one.at)}, {clock.name}",
        }
        for one in changes
    ]


def in_words(change: ProfileChange) -> str:
    said = {
        "what": label(change.attribute),
        "old": _value(change, change.old),
        "new": _value(change, change.new),
    }
    if not change.old:
        return _("%(what)s: “%(new)s”") % said
    if not change.new:
        return _("%(what)s: “%(old)s” taken away") % said
    return _("%(what)s: “%(new)s” instead of “%(old)s”") % said


def label(attribute: str) -> str:
    """What a profile's attribute is called."""
    model = PatientPerson if attribute in {"name", "phone", "birth_date"} else PatientProfile
    words = str(getattr(model._meta.get_field(attribute), "verbose_name", attribute))
    return words[:1].upper() + words[1:]


def _value(change: ProfileChange, value: str) -> str:
    if change.attribute == "sex" and value in PatientProfile.Sex.values:
        return str(PatientProfile.Sex(value).label)
    return value


def _who(change: ProfileChange, names: dict[UUID | None, str], reader: Actor) -> str:
    """By name where this clinic knows it; of another clinic only that it was another."""
    if change.actor_user_id and change.actor_user_id == reader.user_id:
        return _("You")
    if change.organisation_id not in {None, reader.organisation_id} and change.actor_kind == "staff":
        return _("At another clinic")
    return names.get(change.actor_user_id) or str(ProfileChange.ActorKind(change.actor_kind).label)
