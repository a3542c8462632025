"""One question of a snapshot: how its answer is stored, how it reads afterwards, and when it is asked at all."""

from __future__ import annotations

from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from django.template.defaultfilters import filesizeformat
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _

from forms.models import FieldKind
from restartix.core.clock import format_day
from restartix.core.numbers import show_number

Question = dict[str, Any]
Answers = dict[str, Any]


def to_json(question: Question, cleaned: Any) -> Any:
    """A cleaned value as JSON can hold it: numbers and dates as text that loses nothing."""
    if cleaned in (None, "", []) or cleaned is False:
        return None
    if question["kind"] == FieldKind.YES_NO:
        return cleaned == "yes"
    if question["kind"] == FieldKind.SCALE:
        return int(cleaned)
    if question["kind"] == FieldKind.SIGNATURE:
        return {"drawn": cleaned}
    if isinstance(cleaned, Decimal):
        return f"{cleaned.normalize():f}"
    return cleaned.isoformat() if isinstance(cleaned, date) else cleaned


def as_given(question: Question, sent: Any) -> Any:
    """What a browser sent, in the form that a condition compares it with; not validated."""
    if question["kind"] == FieldKind.CONSENT:
        return bool(sent)
    return {"yes": True, "no": False}.get(sent) if question["kind"] == FieldKind.YES_NO else sent


def to_posted(question: Question, wanted: Any) -> str:
    """What a browser sends when a question is answered so."""
    if question["kind"] == FieldKind.CONSENT:
        return "on"
    return {True: "yes", False: "no"}[wanted] if isinstance(wanted, bool) else str(wanted)


def conditions(asked: list[Question]) -> dict[str, tuple[str, str]]:
    """For each question that is asked only after another: that one's id, and what a browser sends for its answer."""
    by_id = {one["id"]: one for one in asked}
    return {
        one["id"]: (condition["field"], to_posted(by_id[condition["field"]], condition["is"]))
        for one in asked
        if (condition := one["shown_when"]) and condition["field"] in by_id
    }


def to_initial(question: Question, answer: Any) -> Any:
    """A stored answer as the initial value of its control."""
    if question["kind"] == FieldKind.SIGNATURE:
        return answer.get("drawn", "") if isinstance(answer, dict) else ""
    if isinstance(answer, bool) and question["kind"] == FieldKind.YES_NO:
        return "yes" if answer else "no"
    if question["kind"] == FieldKind.NUMBER:
        return _number(answer)
    return answer


def in_words(question: Question, answer: Any) -> str:
    """A stored answer as it reads on a signed form; a dash where there is none."""
    if answer in (None, "", []):
        return "–"
    if isinstance(answer, bool):
        return _("Yes") if answer else _("No")
    if isinstance(answer, list):
        return ", ".join(map(str, answer))
    if isinstance(answer, dict):
        return _in_words_of(answer)
    day = parse_date(str(answer)) if question["kind"] == FieldKind.DATE else None
    said = format_day(day, "d MMMM y") if day else str(answer)
    if question["kind"] == FieldKind.NUMBER and isinstance(number := _number(answer), Decimal):
        said = show_number(number)
    return f"{said} {question['unit']}" if question["unit"] else said


def _number(answer: Any) -> Any:
    """A number as it is stored in JSON; anything else is unchanged."""
    try:
        return Decimal(str(answer)) if answer is not None else None
    except InvalidOperation:
        return answer


def _in_words_of(answer: dict[str, Any]) -> str:
    """Of a file its name and size, of a signature the name typed for it."""
    if "file" in answer:
        return f"{answer['name']} ({filesizeformat(answer['size'])})"
    return str(answer.get("typed") or _("Signed by hand"))


def applies(question: Question, answers: Answers) -> bool:
    """Is this asked at all, given the other answers? `shown_when` names a question and the answer it must have."""
    condition = question.get("shown_when")
    if not condition:
        return True
    given, wanted = answers.get(condition["field"]), condition["is"]
    return str(wanted) in map(str, given if isinstance(given, list) else [given])


def applicable_ids(asked: list[Question], answers: Answers) -> set[str]:
    """The ids of the questions that are asked, in order: what isn't asked shows nothing further down."""
    found: set[str] = set()
    for one in asked:
        condition = one.get("shown_when")
        if not condition or (condition["field"] in found and applies(one, answers)):
            found.add(one["id"])
    return found


def missing_answers(asked: list[Question], answers: Answers) -> list[str]:
    """The labels of required questions that apply and have no answer."""
    shown = applicable_ids(asked, answers)
    return [
        one["label"] for one in asked if one["required"] and one["id"] in shown and one["id"] not in answers
    ]
