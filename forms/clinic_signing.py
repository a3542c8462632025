"""A patient signs at the clinic: one visit's patient forms, for a while, in the presence of who opened them."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from forms.answering import OPEN_VISITS
from forms.models import ClinicSigning, Form, Side
from restartix.identity.models import new_nonce, token_for
from restartix.organisations.actor import Actor
from restartix.organisations.middleware import ClinicRequest
from restartix.organisations.models import Event
from restartix.organisations.scope import enter, link_hash
from restartix.refusals import NotNow, NotYours

COOKIE = "signing"


def may_sign_at_the_clinic(actor: Actor, visit: Any) -> bool:
    """Staff of a visit that is open; whether any form waits is another question."""
    return bool(actor.runs(visit)) and visit.status in OPEN_VISITS


def waiting_forms(visit: Any) -> Any:
    """The patient's forms of a visit that nobody has signed, attached or waived."""
    return Form.objects.filter(appointment_id=visit.pk, filled_by=Side.PATIENT).current().unsettled()


def open_signing(visit: Any, *, elsewhere: bool, by: Actor) -> ClinicSigning:
    """From now on whoever holds its token signs this visit's patient forms. Raises NotYours, NotNow."""
    if not by.runs(visit):
        raise NotYours(_("You can't do this for this visit."))
    if not may_sign_at_the_clinic(by, visit):
        raise NotNow(_("This visit is closed, so its forms can't be changed any more."))
    nonce = new_nonce()
    signing = ClinicSigning.objects.create(
        organisation_id=visit.organisation_id,
        appointment_id=visit.pk,
        is_elsewhere=elsewhere,
        nonce=nonce,
        token_hash=link_hash(token_for(nonce, purpose="clinic-signing")),
        opened_by_id=by.me,
        opener_name=by.user_name,
    )
    verb = "opened for signing elsewhere" if elsewhere else "opened for signing"
    Event.record(verb, by=by, appointment=visit)
    return signing


def end_signing(signing: ClinicSigning) -> None:
    """Over, whoever ends it: the patient who is done, or the staff. Once over it stays so."""
    ClinicSigning.objects.filter(pk=signing.pk, ended_at=None).update(ended_at=timezone.now())


def enter_signing(request: ClinicRequest, visit: int) -> ClinicSigning | None:
    """From here on the request acts as the patient at the clinic, and as nobody else; None when nothing is live.

    Being here counts as use: ten minutes without any end it.
    """
    token = request.COOKIES.get(COOKIE, "")
    actor = enter(slug=request.clinic_slug, link=token, client_id=request.actor.client_id)
    request.actor = replace(actor, link_appointment_id=None, review_appointment_id=None)
    live = live_signing()
    if live is None or live.appointment_id != visit:
        return None
    ClinicSigning.objects.filter(pk=live.pk).update(used_at=timezone.now())
    request.actor = replace(request.actor, clinic_signing_visit_id=visit)
    return live


def live_signing() -> ClinicSigning | None:
    """The one whose token this transaction holds."""
    return next(iter(ClinicSigning.objects.raw("SELECT * FROM public.current_clinic_signing()")), None)
