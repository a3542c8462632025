"""The control that asks a question, as its kind wants it."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from forms.drawn_signature import DrawingField
from forms.models import FieldKind
from forms.questions import Question
from forms.uploads import ACCEPTED, Upload, accept_upload
from patients.attributes import LONGEST
from restartix.core.forms.day_boxes import DayBoxes
from restartix.core.forms.names import NameField
from restartix.core.forms.number_field import NumberField

LONGEST_LINE = 500
NAMES = {"name", "emergency_contact"}
LONGEST_TEXT = 20_000
LONGEST_SCALE = 20


def control(question: Question) -> forms.Field | None:
    """The form field that asks this; None for a heading, which asks nothing."""
    build = CONTROLS.get(question["kind"], _line)
    made = build(question)
    if made is not None:
        is_consent = question["kind"] == FieldKind.CONSENT
        made.label = _("I have read this and I agree") if is_consent else _label(question)
        made.required = bool(question["required"])
        made.error_messages["required"] = _("Please tick this.") if is_consent else _("Please answer this.")
        made.help_text = "" if is_consent else question["help"]
        # Browsers cut what is pasted at this length without a word; we say that it is too long.
        made.widget.attrs.pop("maxlength", None)
    return made


class FileQuestion(forms.FileField):
    """A scan, a photo, a letter: told apart by its first bytes, whatever its name says."""

    def to_python(self, data: Any) -> Any:
        chosen: Any = data if data is None or isinstance(data, Upload) else super().to_python(data)
        return accept_upload(chosen) if chosen is not None and not isinstance(chosen, Upload) else chosen


class FileChooser(forms.FileInput):
    """Chooses a file, or takes away the one that is there."""

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        chosen = super().value_from_datadict(data, files, name)
        return False if chosen is None and f"{name}-clear" in data else chosen


def _label(question: Question) -> str:
    return f"{question['label']} ({question['unit']})" if question["unit"] else str(question["label"])


def _at_most(question: Question, limit: int) -> int:
    """What is carried over to the record must fit there."""
    return min(limit, LONGEST.get(question.get("bound_to", ""), limit))


def _line(question: Question) -> forms.Field:
    line = NameField if question.get("bound_to") in NAMES else forms.CharField
    return line(max_length=_at_most(question, LONGEST_LINE))


def _text(question: Question) -> forms.Field:
    return forms.CharField(
        max_length=_at_most(question, LONGEST_TEXT), widget=forms.Textarea(attrs={"rows": 4})
    )


def _number(question: Question) -> forms.Field:
    least, most = (None if question[end] is None else Decimal(question[end]) for end in ("least", "most"))
    return NumberField(least=least, most=most, places=3, unit=question["unit"])


def _date(question: Question) -> forms.Field:
    return forms.DateField(widget=DayBoxes(picks=False))


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


def _signature(question: Question) -> forms.Field:
    return DrawingField()


def _file(question: Question) -> forms.Field:
    return FileQuestion(widget=FileChooser(attrs={"accept": ACCEPTED}))


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
    FieldKind.SIGNATURE: _signature,
    FieldKind.FILE: _file,
    FieldKind.HEADING: lambda question: None,
}
