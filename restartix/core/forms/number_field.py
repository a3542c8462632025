"""The form field that asks for a number: typed as text, since browsers' number controls drop the comma or the value."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext_lazy

from restartix.core.numbers import NotANumber, TwoReadings, read_number, show_number, typed_form

CHOICE_SUFFIX = "-meant"
MOST_DIGITS = 12
MINUTES = pgettext_lazy("after a number", "minutes")
DAYS = pgettext_lazy("after a number", "days")
Number = Decimal | int


@dataclass(frozen=True)
class Reading:
    """One of the two numbers that somebody may have meant."""

    value: str
    label: str
    is_chosen: bool


@dataclass(frozen=True)
class NumberQuestion:
    """Which number was meant, asked beside the field; the answer comes back under `name`."""

    name: str
    readings: tuple[Reading, ...]


class NumberText(forms.TextInput):
    """A line of text with the keyboard for numbers; what was chosen of two readings stands for what was typed."""

    def __init__(self, *, places: int = 0) -> None:
        super().__init__(
            attrs={"inputmode": "decimal" if places else "numeric", "autocomplete": "off", "class": "figure"}
        )

    def format_value(self, value: Any) -> str | None:
        return (
            typed_form(Decimal(value)) if isinstance(value, (Decimal, int)) else super().format_value(value)
        )

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        typed = super().value_from_datadict(data, files, name)
        meant = next((one for one in _readings(typed) if str(one) == data.get(name + CHOICE_SUFFIX)), None)
        return typed if meant is None else typed_form(meant)


class NumberField(forms.Field):
    """A number within a range, with at most so many decimal places; without any it is an int.

    `unit` follows the numbers in what is said of the range.
    """

    widget: Any = NumberText

    def __init__(
        self,
        *,
        least: Number | None = None,
        most: Number | None = None,
        places: int = 0,
        unit: str | Promise = "",
        **kwargs: Any,
    ) -> None:
        self.least, self.most, self.places, self.unit = least, most, places, unit
        super().__init__(**{"widget": NumberText(places=places)} | kwargs)

    def to_python(self, value: Any) -> Number | None:
        if value in self.empty_values or not str(value).strip():
            return None
        number = value if isinstance(value, Decimal) else self._read(str(value))
        if -number.normalize().as_tuple().exponent > self.places:  # type: ignore[operator]
            raise ValidationError(self._too_precise(), code="places")
        return number if self.places else int(number)

    def validate(self, value: Any) -> None:
        super().validate(value)
        if value is not None and not self._is_within(Decimal(value)):
            raise ValidationError(self._range(), code="range")

    def _read(self, typed: str) -> Decimal:
        try:
            return read_number(typed)
        except TwoReadings as ambiguous:
            fraction, thousands = map(show_number, ambiguous.readings)
            words = _("Did you mean %(fraction)s or %(thousands)s?")
            raise ValidationError(
                words % {"fraction": fraction, "thousands": thousands}, code="two_readings"
            ) from ambiguous
        except NotANumber as error:
            example = show_number(Decimal("8.5")) if self.places else "8"
            words = _("Please write a number in digits, such as %(example)s.")
            raise ValidationError(words % {"example": example}, code="invalid") from error

    def _is_within(self, value: Decimal) -> bool:
        if len(value.as_tuple().digits) + max(value.as_tuple().exponent, 0) > MOST_DIGITS + self.places:  # type: ignore[operator]
            return False
        return (self.least is None or value >= self.least) and (self.most is None or value <= self.most)

    def _range(self) -> str:
        least, most = (None if end is None else show_number(Decimal(end)) for end in (self.least, self.most))
        if least is not None and most is not None:
            words = _("Please write a number between %(least)s and %(most)s %(unit)s")
        elif least is not None:
            words = _("Please write a number of at least %(least)s %(unit)s")
        elif most is not None:
            words = _("Please write a number of at most %(most)s %(unit)s")
        else:
            words = _("This number is too large to save")
        return (words % {"least": least, "most": most, "unit": self.unit}).strip() + "."

    def _too_precise(self) -> str:
        if not self.places:
            return _("Please write a whole number.")
        words = ngettext(
            "At most %(places)s digit after the decimal separator, please.",
            "At most %(places)s digits after the decimal separator, please.",
            self.places,
        )
        return words % {"places": self.places}


def number_question(bound: forms.BoundField) -> NumberQuestion | None:
    """What is to be asked beside this field: which of two readings was meant. None when there is nothing to ask."""
    if not bound.form.is_bound or not isinstance(bound.field, NumberField):
        return None
    name = bound.html_name + CHOICE_SUFFIX
    readings = tuple(
        Reading(
            value=str(one),
            label=f"{show_number(one)} {bound.field.unit}".strip(),
            is_chosen=bound.form.data.get(name) == str(one),
        )
        for one in _readings(bound.form.data.get(bound.html_name))
    )
    return NumberQuestion(name, readings) if readings else None


def _readings(typed: Any) -> tuple[Decimal, ...]:
    try:
        read_number(str(typed or ""))
    except TwoReadings as ambiguous:
        return ambiguous.readings
    except NotANumber:
        pass
    return ()
