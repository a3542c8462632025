"""One question of a snapshot: the control that asks it, how its answer is kept, and how it reads afterwards."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.dateparse import parse_date
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from forms.models import FieldKind

Question = dict[str, Any]
Answers = dict[str, Any]

LONGEST_LINE = 500
LONGEST_TEXT = 20_000
LONGEST_SCALE = 20


def name_of(question: Question) -> str:
    return f"q{question['id']}"


def control(question: Question) -> forms.Field | None:
    """The form field that asks this; None for a heading, which asks nothing."""
    build = CONTROLS.get(question["kind"], _line)
    made = build(question)
    if made is not None:
        made.label = _("I have read this and I agree") if _is_consent(question) else _label(question)
        made.required = bool(question["required"])
        made.error_messages["required"] = (
            _("Please tick this.") if _is_consent(question) else _("Please answer this.")
        )
        made.help_text = "" if _is_consent(question) else question["help"]
    return made


def kept(question: Question, cleaned: Any) -> Any:
    """A cleaned value as JSON can hold it: numbers and dates as text that loses nothing."""
    if cleaned in (None, "", []) or cleaned is False:
        return None
    if question["kind"] == FieldKind.YES_NO:
        return cleaned == "yes"
    if question["kind"] == FieldKind.SCALE:
        return int(cleaned)
    if isinstance(cleaned, Decimal):
        return f"{cleaned.normalize():f}"
    return cleaned.isoformat() if isinstance(cleaned, date) else cleaned


def as_given(question: Question, sent: Any) -> Any:
    """What a browser sent, as a condition on it reads; not judged."""
    return {"yes": True, "no": False}.get(sent) if question["kind"] == FieldKind.YES_NO else sent


def shown_again(question: Question, answer: Any) -> Any:
    """A kept answer as its control takes it."""
    if isinstance(answer, bool) and question["kind"] == FieldKind.YES_NO:
        return "yes" if answer else "no"
    return answer


def in_words(question: Question, answer: Any) -> str:
    """A kept answer as it reads on a signed form; a dash where there is none."""
    if answer in (None, "", []):
        return "–"
    if isinstance(answer, bool):
        return _("Yes") if answer else _("No")
    if isinstance(answer, list):
        return ", ".join(map(str, answer))
    day = parse_date(str(answer)) if question["kind"] == FieldKind.DATE else None
    said = date_format(day, "j F Y") if day else str(answer)
    return f"{said} {question['unit']}" if question["unit"] else said


def applies(question: Question, answers: Answers) -> bool:
    """Is this asked at all, given the other answers? `shown_when` names a question and the answer it must have."""
    condition = question.get("shown_when")
    if not condition:
        return True
    given, wanted = answers.get(condition["field"]), condition["is"]
    return str(wanted) in map(str, given if isinstance(given, list) else [given])


def _is_consent(question: Question) -> bool:
    return bool(question["kind"] == FieldKind.CONSENT)


def _label(question: Question) -> str:
    return f"{question['label']} ({question['unit']})" if question["unit"] else str(question["label"])


def _line(question: Question) -> forms.Field:
    return forms.CharField(max_length=LONGEST_LINE)


def _text(question: Question) -> forms.Field:
    return forms.CharField(max_length=LONGEST_TEXT, widget=forms.Textarea(attrs={"rows": 4}))


def _number(question: Question) -> forms.Field:
    least, most = (None if question[end] is None else Decimal(question[end]) for end in ("least", "most"))
    return forms.DecimalField(min_value=least, max_value=most, max_digits=15, decimal_places=3)


def _date(question: Question) -> forms.Field:
    return forms.DateField(widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}))


def _options(question: Question) -> list[tuple[str, str]]:
    return [(str(option), str(option)) for option in question["options"]]


def _choice(question: Question) -> forms.Field:
    return forms.ChoiceField(choices=_options(question), widget=forms.RadioSelect)


def _choices(question: Question) -> forms.Field:
    return forms.MultipleChoiceField(choices=_options(question), widget=forms.CheckboxSelectMultiple)


def _yes_no(question: Question) -> forms.Field:
    return forms.ChoiceField(
        choices=[("yes", _("Yes")), ("no", _("No"))], widget=forms.RadioSelect(attrs={"class": "choices-row"})
    )


def _scale(question: Question) -> forms.Field:
    least, most = (int(Decimal(question[end] or fallback)) for end, fallback in (("least", 0), ("most", 10)))
    steps = [(str(step), str(step)) for step in range(least, min(most, least + LONGEST_SCALE) + 1)]
    return forms.ChoiceField(choices=steps, widget=forms.RadioSelect(attrs={"class": "choices-row"}))


def _consent(question: Question) -> forms.Field:
    return forms.BooleanField()


CONTROLS: dict[str, Callable[[Question], forms.Field | None]] = {
    FieldKind.TEXT: _line,
    FieldKind.LONG_TEXT: _text,
    FieldKind.NUMBER: _number,
    FieldKind.DATE: _date,
    FieldKind.CHOICE: _choice,
    FieldKind.CHOICES: _choices,
    FieldKind.YES_NO: _yes_no,
    FieldKind.SCALE: _scale,
    FieldKind.CONSENT: _consent,
    FieldKind.HEADING: lambda question: None,
}
