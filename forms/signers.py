"""Who signs a specialist's form: its visit's specialist, or whom an admin named instead. The database judges."""

from __future__ import annotations

import uuid
from typing import Any

from django.db import IntegrityError, connection, transaction
from django.utils.translation import gettext as _

from appointments.models.status import ACCEPTED, SEEN
from forms.models import Form, NamedSigner, Side
from patients.models import PatientPerson
from restartix.core.clinics.actor import Actor
from restartix.core.clinics.models import Event
from restartix.core.effects.models import Effect, Kind
from restartix.core.refusals import NotNow, NotYours, violated_constraint


def is_named(actor: Actor, form: Form) -> bool:
    """Was this actor named to sign the form instead of the visit's specialist?"""
    if form.filled_by != Side.SPECIALIST or not actor.specialist_ids or actor.treats(form.appointment):
        return False
    named = NamedSigner.of(form)
    return named is not None and named.specialist_id in actor.specialist_ids


def signs_as_specialist(actor: Actor, form: Form) -> bool:
    """Is the form this actor's to sign, once its visit is under way?"""
    return form.filled_by == Side.SPECIALIST and (actor.treats(form.appointment) or is_named(actor, form))


def may_name_signer(actor: Actor, form: Form) -> bool:
    """An admin, for one open form of a visit that will be held, is or was."""
    return (
        actor.is_admin
        and actor.runs(form.appointment)
        and form.filled_by == Side.SPECIALIST
        and form.type != "disclaimer"
        and not form.is_signed
        and form.appointment.status in (*ACCEPTED, *SEEN)
    )


def name_signer(form: Form, *, specialist: Any, reason: str, by: Actor) -> NamedSigner:
    """From now on this specialist may sign the form too, and is told. The visit's own takes earlier namings back.

    Raises NotYours, NotNow.
    """
    if not by.is_admin or not by.runs(form.appointment):
        raise NotYours(_("Only an admin can choose who signs."))
    try:
        with transaction.atomic():
            named = _name(form, specialist, reason, by)
            _tell(form, specialist)
    except IntegrityError as error:
        if violated_constraint(error) != "signer_can_be_named":
            raise
        raise NotNow(_("Nobody can be chosen to sign this form any more.")) from error
    return named


def _name(form: Form, specialist: Any, reason: str, by: Actor) -> NamedSigner:
    about = {"form": str(form.pk), "specialist": str(specialist.pk)}
    Event.record("signer named", by=by, appointment=form.appointment, reason=reason, **about)
    return NamedSigner.objects.create(
        organisation_id=form.organisation_id,
        form=form,
        specialist=specialist,
        reason=reason,
        named_by_id=by.me,
        namer_name=by.user_name,
    )


def account_name() -> str:
    """What whoever is in scope signs with as a specialist: their account's name, which the database knows."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT public.current_signer_name()")
        (name,) = cursor.fetchone()
    return name or ""


def form_named_for_me(visit: int, pk: uuid.UUID) -> Form | None:
    """A form that whoever is in scope was named to sign; of its visit it knows what stands at the paper's head.

    The visit itself stays hidden from them.
    """
    form = Form.objects.select_related("organisation").filter(appointment_id=visit, pk=pk).first()
    if form is None:
        return None
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM public.visit_to_sign(%s)", [pk])
        row = cursor.fetchone()
    if row is None:
        return None
    names = ("id", "organisation_id", "status", "started_at", "ended_at", "specialist_id", "service_id")
    model: Any = Form._meta.get_field("appointment").related_model
    appointment = model(**dict(zip(names, row, strict=False)))
    appointment.patient_person = PatientPerson(pk=row[7], name=row[8], birth_date=row[9])
    form.appointment = appointment
    return form


def _tell(form: Form, specialist: Any) -> None:
    """The e-mail to whom was named; none to the visit's own, who may sign anyway."""
    if specialist.pk == form.appointment.specialist_id:
        return
    Effect.require(
        Kind.MAIL,
        code="named-signer",
        subject=f"mail:{form.appointment_id}:named-signer:{form.pk.hex[:12]}",
        organisation_id=form.organisation_id,
        appointment_id=form.appointment_id,
        user_id=specialist.member.user_id,
    )
