"""A visit turned out to be another person's: its unsigned forms begin anew for them."""

from __future__ import annotations

from typing import Any

from appointments.models import Appointment
from forms.models import Form, FormStatus, PrivateAnswers, Side
from forms.prefill import facts_on_record, initial_answers, last_answers


def restart(appointment: Appointment) -> int:
    """Give the visit as it stands now. What a patient's form held was the former person's, their files too. In a
    specialist's form what was typed stays, and only what came from the former person's record goes."""
    forms = list(
        Form.objects.select_for_update(of=("self",)).filter(appointment_id=appointment.pk).unsettled()
    )
    known, last = (
        (facts_on_record(appointment.patient_person), last_answers(appointment)) if forms else ({}, {})
    )
    for form in forms:
        if form.filled_by == Side.PATIENT:
            _restart_of_patient(form, known, last)
        else:
            _take_back_sources(form, known)
    return len(forms)


def _restart_of_patient(form: Form, known: dict[str, str], last: dict[str, tuple[Any, str]]) -> None:
    """Filled in from the record only where it was before: who holds the link reads the other kind."""
    form.answers, form.sources = (
        initial_answers(form.snapshot, known, last) if form.is_prefilled else ({}, {})
    )
    private = {asked["id"] for asked in form.snapshot if asked["private"]}
    kept = {key: answer for key, answer in form.answers.items() if key in private}
    form.answers = {key: answer for key, answer in form.answers.items() if key not in private}
    PrivateAnswers.objects.filter(form=form).update(answers=kept)
    form.files.exclude(name="").update(content=b"", name="", sha256="")
    form.status = FormStatus.PENDING
    _save(form)


def _take_back_sources(form: Form, known: dict[str, str]) -> None:
    answers, sources = initial_answers(form.snapshot, known, {})
    private = {asked["id"] for asked in form.snapshot if asked["private"]}
    taken = set(form.sources)
    open_answers = {key: answer for key, answer in answers.items() if key not in private}
    form.answers = {key: kept for key, kept in form.answers.items() if key not in taken}
    form.answers = {**open_answers, **form.answers}
    held = PrivateAnswers.objects.filter(form=form).first()
    if held:
        own = {key: kept for key, kept in held.answers.items() if key not in taken}
        hidden = {key: answer for key, answer in answers.items() if key in private}
        PrivateAnswers.objects.filter(form=form).update(answers={**hidden, **own})
    form.sources = {key: source for key, source in sources.items() if key in taken}
    _save(form)


def _save(form: Form) -> None:
    form.revision += 1
    form.save(update_fields=["answers", "sources", "status", "revision"], force_update=True)
