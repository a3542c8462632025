"""A patient signs at the clinic: one visit's patient forms, for a while, in the presence of who opened them."""

from __future__ import annotations

from django.utils import timezone
from django.utils.translation import gettext as _

from appointments.models import Appointment
from appointments.models.status import ACTIVE
from forms.models import ClinicSigning, Form, Side
from forms.models.instances import FormQuerySet
from restartix.core.clinics.actor import Actor
from restartix.core.clinics.models import Event
from restartix.core.clinics.scope import link_hash, new_nonce, token_for
from restartix.core.refusals import NotNow, NotYours

COOKIE = "signing"


def may_sign_at_the_clinic(actor: Actor, visit: Appointment) -> bool:
    """Staff of a visit that is open; whether any form waits is another question."""
    return bool(actor.runs(visit)) and visit.status in ACTIVE


def waiting_forms(visit: Appointment) -> FormQuerySet:
    """The patient's forms of a visit that nobody has signed, attached or waived."""
    return Form.objects.filter(appointment_id=visit.pk, filled_by=Side.PATIENT).current().unsettled()


def open_signing(visit: Appointment, *, elsewhere: bool, by: Actor) -> ClinicSigning:
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
    """End it, whether the patient is done or the staff end it. Once over it stays over."""
    ClinicSigning.objects.filter(pk=signing.pk, ended_at=None).update(ended_at=timezone.now())


def note_use(signing: ClinicSigning) -> None:
    """Note activity: ten minutes without any would end it."""
    ClinicSigning.objects.filter(pk=signing.pk).update(used_at=timezone.now())


def live_signing() -> ClinicSigning | None:
    """The one whose token this transaction holds."""
    return next(iter(ClinicSigning.objects.raw("SELECT * FROM public.current_clinic_signing()")), None)
