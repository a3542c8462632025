"""The progress of an onboarding: four steps, each read from the actual rows."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from appointments.models import Appointment, Status
from patients.models import LoginOf
from restartix.core.effects.failures import reason
from restartix.core.effects.models import Effect, Kind, State

WAITING, UNDER_WAY, DONE, FAILED = "pending", "underway", "done", "failed"
SHORT_TROUBLE = timedelta(minutes=2)
OF_STATE = {State.PENDING: UNDER_WAY, State.DONE: DONE, State.FAILED: FAILED}


@dataclass(frozen=True)
class StepState:
    """One step as the steps component shows it."""

    key: str
    name: str
    state: str
    note: str = ""
    retry_url: str = ""


def steps_of(visit: Appointment) -> list[StepState]:
    """In the order they are shown, of a visit with its surroundings. Two queries, or none where it was gathered."""
    effects = sorted(visit.effects.all(), key=lambda effect: (effect.created_at, effect.pk))
    latest: dict[str, Effect] = {effect.kind: effect for effect in effects}
    return [
        _account(visit, latest.get(Kind.ACCOUNT)),
        _record(visit),
        _forms(visit),
        _outside(visit, "room", _("Video room"), latest.get(Kind.ROOM)),
    ]


def is_under_way(steps: Iterable[StepState]) -> bool:
    return any(step.state == UNDER_WAY for step in steps)


def shows_steps(visit: Appointment) -> bool:
    """From the press of Onboard until the visit is closed."""
    return visit.onboarded_at is not None and visit.status not in {
        Status.DONE,
        Status.CANCELLED,
        Status.NOSHOW,
    }


def _account(visit: Appointment, effect: Effect | None) -> StepState:
    """Done once the login is there, whoever was to get it; also when nobody was."""
    name = _("Account")
    if effect is None or effect.state != State.DONE:
        return _outside(visit, "account", name, effect)
    return StepState("account", name, DONE, _who_signs_in(visit))


def _who_signs_in(visit: Appointment) -> str:
    if visit.patient_person.user_id:
        return _("The patient can sign in.")
    if not visit.contact_email:
        return _("No login: there is no e-mail address for it.")
    if visit.login_of == LoginOf.GUARDIAN:
        return _("%(name)s signs in for the patient.") % {"name": visit.booked_by or visit.contact_email}
    if visit.login_of == LoginOf.PATIENT:
        return _("No login until we know who booked.")
    return _("No login, as chosen.")


def _record(visit: Appointment) -> StepState:
    if visit.is_recorded:
        return StepState("record", _("Patient record"), DONE)
    missing = _("The person is missing from the clinic’s patients.")
    return StepState("record", _("Patient record"), FAILED, missing, _once_more(visit, "record"))


def _forms(visit: Appointment) -> StepState:
    count = len(visit.forms.all())
    note = (
        ngettext("%(count)s form", "%(count)s forms", count) % {"count": count}
        if count
        else _("No forms needed.")
    )
    return StepState("forms", _("Forms"), DONE, note)


def _outside(visit: Appointment, key: str, name: str, effect: Effect | None) -> StepState:
    if effect is None:
        return StepState(key, name, FAILED, _("It was never requested."), _once_more(visit, key))
    state = WAITING if _is_waiting(effect) else OF_STATE[State(effect.state)]
    code, given_up = effect.last_error_code, state == FAILED
    note = reason(code, given_up=given_up) if code and state != DONE else ""
    retry = reverse("effect_retry", args=[effect.pk]) if state in {FAILED, WAITING} else ""
    return StepState(key, name, state, note, retry)


def _is_waiting(effect: Effect) -> bool:
    """The service has been down for a while: the page needn't poll each second any more."""
    since = effect.failing_since
    return effect.state == State.PENDING and since is not None and since < timezone.now() - SHORT_TROUBLE


def _once_more(visit: Appointment, key: str) -> str:
    return reverse("onboarding_step", args=[visit.pk, key])
