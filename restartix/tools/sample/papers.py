"""The forms of visits that were onboarded: to fill in before, signed once done."""

from __future__ import annotations

import hashlib
import random
from datetime import timedelta
from typing import Any

from appointments.models import Appointment, Status
from forms.models import (
    Consent,
    FieldKind,
    Form,
    FormStatus,
    FormTemplate,
    FormType,
    PrivateAnswers,
    Side,
    SignatureMethod,
)
from forms.signature import agreed_text
from restartix.core.effects.models import Effect, Kind
from restartix.tools.sample.world import Clinic, World, dice, known_id

WORDS = {
    "What brings you to us?": ("My back hurts when I sit.", "A knee gives way on stairs.", "A check after surgery."),
    "Since when?": ("Three weeks", "Since last winter", "Two days after a fall"),
    "Findings": ("Full range, mild stiffness at the end.", "Weak left side; the rest is in order.", "Much better."),
    "Diagnosis": ("Lumbar strain", "Patellofemoral pain", "Mild dysphonia"),
    "Plan": ("Six sessions, then look again.", "Exercises daily, back in a month."),
    "Notes for colleagues": ("Anxious about surgery; take time.", "Ask about work next time."),
    "Exercises at home": ("Bridges and bird-dog, three times ten.", "Straw phonation, five minutes."),
    "Medicine": ("Paracetamol 500 mg", "Diclofenac gel"),
    "Dose and how to take it": ("One up to three times a day, for five days.", "Thin layer, twice a day."),
    "Whom may we call in an emergency?": ("My sister", "My husband"),
}  # fmt: skip

SIGNATURE = "M84 132L112 60L130 128L150 84L176 130L196 92L214 122L262 118L300 70L316 126L350 96L386 124L440 102L520 110"


def hand_out(world: World) -> None:
    """A form per visit and template, merged from service and calendar, as far along as the visit is."""
    for clinic in world.clinics.values():
        forms, private = [], []
        for visit in clinic.visits:
            if visit.status == Status.BOOKED:
                continue
            for position, template in enumerate(_brought(clinic, visit)):
                form, secret = _form(clinic, visit, template, position)
                forms.append(form)
                if secret:
                    private.append(
                        PrivateAnswers(form=form, organisation=clinic.organisation, answers=secret)
                    )
        _keep(forms, private)
        Consent.objects.bulk_create(
            _consent(form) for form in forms if form.is_signed and form.type == FormType.DISCLAIMER
        )
        if world.size.has_papers:
            _ask_for_documents(forms)


def _keep(forms: list[Form], private: list[PrivateAnswers]) -> None:
    """Signed last, once their private answers are there: the database seals a form as it stands at that moment."""
    signed = [form for form in forms if form.is_signed]
    for form in signed:
        form.status = FormStatus.COMPLETED
    Form.objects.bulk_create(forms)
    PrivateAnswers.objects.bulk_create(private)
    Form.objects.filter(pk__in=[form.pk for form in signed]).update(status=FormStatus.SIGNED)
    for form in signed:
        form.status = FormStatus.SIGNED


def _ask_for_documents(forms: list[Form]) -> None:
    """The worker makes them once it starts, as it does for every signature."""
    visits = {form.appointment_id: form for form in forms if form.is_signed}
    Effect.objects.bulk_create(
        Effect(
            kind=Kind.DOCUMENT,
            subject=f"document:{visit}",
            organisation_id=form.organisation_id,
            appointment_id=visit,
        )
        for visit, form in visits.items()
    )


def _brought(clinic: Clinic, visit: Appointment) -> list[FormTemplate]:
    extra = clinic.calendar_forms.get(visit.calendar_id, []) if visit.calendar_id else []
    return [*clinic.service_forms[visit.service_id], *extra]


def _form(
    clinic: Clinic, visit: Appointment, template: FormTemplate, position: int
) -> tuple[Form, dict[str, Any]]:
    own = dice(visit.booking_client_id, template.name)
    snapshot = clinic.snapshots[template.pk]
    form = Form(
        id=known_id("form", str(visit.pk), str(template.pk)),
        organisation=clinic.organisation,
        appointment=visit,
        template=template,
        template_version=template.version,
        name=template.name,
        type=template.type,
        filled_by=template.filled_by,
        signing=template.is_signed_by,
        is_required=template.is_required,
        position=position,
        snapshot=snapshot,
        created_at=visit.onboarded_at or visit.created_at,
    )
    if not _is_signed(visit, form, own):
        return form, {}
    answers = {item["id"]: _answer(visit, item, own) for item in snapshot}
    answers = {key: value for key, value in answers.items() if value is not None}
    private = {item["id"] for item in snapshot if item["private"]}
    form.answers = {key: value for key, value in answers.items() if key not in private}
    _sign(visit, form)
    return form, {key: value for key, value in answers.items() if key in private}


def _is_signed(visit: Appointment, form: Form, own: random.Random) -> bool:
    """All that a done visit required, the patient's side of one under way or confirmed, nothing else."""
    if visit.status == Status.DONE:
        return form.is_required or own.random() < 0.7
    return form.filled_by == Side.PATIENT and visit.status in {Status.INPROGRESS, Status.CONFIRMED}


def _answer(visit: Appointment, item: dict[str, Any], own: random.Random) -> Any:
    options, day = item["options"], visit.started_at.astimezone(visit.specialist.zone).date()
    made: dict[str, Any] = {
        FieldKind.HEADING: None,
        FieldKind.CONSENT: True,
        FieldKind.YES_NO: False,
        FieldKind.SCALE: own.randrange(0, 9),
        FieldKind.NUMBER: str(own.randrange(58, 92)),
        FieldKind.DATE: (day - timedelta(days=10 + own.randrange(40))).isoformat(),
        FieldKind.CHOICE: own.choice(options) if options else None,
        FieldKind.CHOICES: own.sample(options, 1) if options else None,
    }
    if item["kind"] in made:
        return made[item["kind"]]
    return own.choice(WORDS[item["label"]]) if item["label"] in WORDS else None


def _sign(visit: Appointment, form: Form) -> None:
    is_specialist = form.filled_by == Side.SPECIALIST
    form.status = FormStatus.SIGNED
    form.revision = 2
    form.signed_at = visit.ended_at if is_specialist else form.created_at + timedelta(hours=1)
    form.signer_name = visit.specialist.display_name if is_specialist else visit.patient_person.name
    form.signed_by_id = visit.specialist.member.user_id if is_specialist else visit.patient_person.user_id
    form.signed_from = "192.0.2.7"
    form.signed_how = SignatureMethod.DRAWN if form.wants_drawing else SignatureMethod.CONFIRMED
    form.signature = SIGNATURE if form.wants_drawing else ""


def _consent(form: Form) -> Consent:
    text = agreed_text(form)
    return Consent(
        id=known_id("consent", str(form.pk)),
        organisation_id=form.organisation_id,
        form=form,
        person=form.appointment.patient_person,
        signer_name=form.signer_name,
        given_at=form.signed_at or form.created_at,
        given_from=form.signed_from,
        text=text,
        text_hash=hashlib.sha256(text.encode()).hexdigest(),
    )
