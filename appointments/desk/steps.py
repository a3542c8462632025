"""How far an onboarding is: four steps, each read from what is really there."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from appointments.models import Appointment, Status
from patients.models import Patient
from restartix.effects.failures import reason
from restartix.effects.models import Effect, Kind, State

WAITING, UNDER_WAY, DONE, FAILED = "pending", "underway", "done", "failed"
OF_STATE = {State.PENDING: UNDER_WAY, State.DONE: DONE, State.FAILED: FAILED}


@dataclass(frozen=True)
class Step:
    """One step as the steps component shows it."""

    key: str
    name: str
    state: str
    note: str = ""
    retry_url: str = ""


def steps_of(visit: Appointment) -> list[Step]:
    """In the order they are shown. Three queries, however many effects there have been."""
    latest: dict[str, Effect] = {}
    for effect in visit.effects.filter(kind__in=[Kind.ACCOUNT, Kind.ROOM]).order_by("created_at", "id"):
        latest[effect.kind] = effect
    return [
        _account(visit, latest.get(Kind.ACCOUNT)),
        _record(visit),
        _forms(visit),
        _outside("room", _("Video room"), latest.get(Kind.ROOM)),
    ]


def is_under_way(steps: Iterable[Step]) -> bool:
    return any(step.state == UNDER_WAY for step in steps)


def signature_of(steps: Iterable[Step]) -> str:
    """What the page already shows, to answer "nothing new" with."""
    return "-".join(f"{step.state}{len(step.note)}" for step in steps)


def shows_steps(visit: Appointment) -> bool:
    """From the press of Onboard until the visit is closed."""
    return visit.onboarded_at is not None and visit.status not in {
        Status.DONE,
        Status.CANCELLED,
        Status.NOSHOW,
    }


def _account(visit: Appointment, effect: Effect | None) -> Step:
    name = _("Account")
    if visit.patient_person.user_id:
        return Step("account", name, DONE, _("The patient can sign in."))
    if effect is None or effect.state == State.DONE:
        return Step("account", name, DONE, _("Without a login: there is no e-mail address to give one to."))
    return _outside("account", name, effect)


def _record(visit: Appointment) -> Step:
    is_there = Patient.objects.filter(
        organisation_id=visit.organisation_id, person_id=visit.patient_person_id
    ).exists()
    return Step("record", _("Patient record"), DONE if is_there else WAITING)


def _forms(visit: Appointment) -> Step:
    count = len(visit.forms.all())
    note = (
        ngettext("%(count)s form", "%(count)s forms", count) % {"count": count}
        if count
        else _("No forms needed.")
    )
    return Step("forms", _("Forms"), DONE, note)


def _outside(key: str, name: str, effect: Effect | None) -> Step:
    if effect is None:
        return Step(key, name, WAITING)
    state = OF_STATE[State(effect.state)]
    note = reason(effect.last_error_code) if effect.last_error_code and state != DONE else ""
    retry = reverse("effect_retry", args=[effect.pk]) if state == FAILED else ""
    return Step(key, name, state, note, retry)
