"""What a new form begins with: the person's profile, else their last answer to the same question; and from where."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _

from appointments.models import Appointment
from forms.attributes import ATTRIBUTES, as_answer
from forms.fields import control
from forms.models import ACTS, Form, FormStatus, Side
from forms.questions import Answers, Question, to_initial, to_json
from patients.attributes import OF_THE_PERSON
from patients.models import PatientPerson, PatientProfile
from restartix.core.clock import Clock, format_day

# How many signed forms back we look for an answer.
FORMS_BACK = 40
Found = tuple[Answers, dict[str, str]]


def facts_on_record(person: PatientPerson) -> dict[str, str]:
    """The person's data on record that a field can be bound to, as far as the one who asks may see it."""
    profile = PatientProfile.objects.filter(person=person).first()
    known = {name: getattr(person if name in OF_THE_PERSON else profile, name, "") for name in ATTRIBUTES}
    return {name: _plain(value) for name, value in known.items() if value}


def last_answers(appointment: Appointment) -> dict[str, tuple[Any, str]]:
    """What this person last signed at the clinic, question by question, with the day of that visit."""
    signed = Form.objects.filter(
        organisation_id=appointment.organisation_id,
        appointment__patient_person_id=appointment.patient_person_id,
        filled_by=Side.PATIENT,
        status=FormStatus.SIGNED,
    ).exclude(appointment_id=appointment.pk)
    latest = signed.order_by("-signed_at").values_list("answers", "appointment__started_at")[:FORMS_BACK]
    zone = appointment.organisation.zone
    found: dict[str, tuple[Any, str]] = {}
    for answers, started_at in reversed(latest):
        day = started_at.astimezone(zone).date().isoformat()
        found |= {key: (answer, day) for key, answer in answers.items()}
    return found


def initial_answers(
    snapshot: list[Question], known: dict[str, str], last: dict[str, tuple[Any, str]]
) -> Found:
    """The answers a form begins with, and the source of each. What its question can't take is left out, and of what
    was answered before, what is not carried over."""
    answers: Answers = {}
    sources: dict[str, str] = {}
    for asked in snapshot:
        key, name = asked["id"], asked["bound_to"]
        if name in known and (answer := _fitting(asked, as_answer(asked, known[name]))) is not None:
            answers[key], sources[key] = answer, f"profile:{name}"
        elif key in last and _is_carried(asked) and (answer := _fitting(asked, last[key][0])) is not None:
            answers[key], sources[key] = answer, f"visit:{last[key][1]}"
    return answers, sources


def _is_carried(asked: Question) -> bool:
    """Snapshots stored before questions said so don't say it: their answers were carried over."""
    return bool(asked.get("carried", True))


def source_in_words(form: Form, question: str) -> str:
    """Where an answer that was filled in came from; empty for one that was typed."""
    source, _colon, of = str(form.sources.get(question, "")).partition(":")
    if source == "profile":
        theirs = form.filled_by == Side.PATIENT
        return (
            _("Filled in from your profile. Please check it.")
            if theirs
            else _("Filled in from the patient’s profile. Please check it.")
        )
    day = parse_date(of) if source == "visit" else None
    if day is None:
        return ""
    is_of_this_year = day.year == Clock(form.organisation.zone).today.year
    words = format_day(day, "d MMMM" if is_of_this_year else "d MMMM y")
    return _("Filled in from your visit on %(day)s. Please check it.") % {"day": words}


def _fitting(asked: Question, answer: Any) -> Any:
    """The answer as this question stores it; None when it can't be one, or may not be filled in by us."""
    asks = control(asked)
    if asks is None or asked["kind"] in ACTS:
        return None
    try:
        return to_json(asked, asks.clean(to_initial(asked, answer)))
    except ValidationError:
        return None


def _plain(value: Any) -> str:
    return value.isoformat() if isinstance(value, date) else str(value)
