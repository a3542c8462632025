"""Numbers as people type them and as they read them: a comma or a point is the decimal separator in every language."""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal

from babel.numbers import get_decimal_symbol

from restartix.core.clock import locale

LONGEST = 40
SEPARATORS = {
    "٫": ".",
    "٬": "'",
    "−": "-",
    "’": "'",
    "\N{NARROW NO-BREAK SPACE}": " ",
    "\N{NO-BREAK SPACE}": " ",
}
PLAIN = re.compile(r"[+-]?(?:\d+(?:[.,]\d+)?|[.,]\d+)")
# Three digits after a single separator: thousands to one reader, a decimal fraction to another.
TWO_READINGS = re.compile(r"([+-]?\d*)[.,](\d{3})")
GROUPED = re.compile(
    r"[+-]?\d{1,3}(?:(?:[ ']\d{3})+(?:[.,]\d+)?|(?:,\d{3})+\.\d+|(?:\.\d{3})+,\d+|(?:,\d{3}){2,}|(?:\.\d{3}){2,})"
)


class NotANumber(ValueError):
    """What was typed is no number."""


class TwoReadings(ValueError):
    """What was typed is one number to some and another to others ("1,250"), so it has to be asked back."""

    def __init__(self, fraction: Decimal, thousands: Decimal) -> None:
        super().__init__("two readings")
        self.readings = (fraction, thousands)


def read_number(typed: str) -> Decimal:
    """The number that was typed, in the digits of any script. Raises NotANumber, TwoReadings; never guesses."""
    text = _in_ascii(typed)
    if ambiguous := TWO_READINGS.fullmatch(text):
        whole, after = ambiguous.groups()
        raise TwoReadings(Decimal(f"{whole}.{after}"), Decimal(f"{whole}{after}"))
    if PLAIN.fullmatch(text):
        return Decimal(text.replace(",", "."))
    if GROUPED.fullmatch(text):
        return Decimal(_without_groups(text))
    raise NotANumber


def show_number(value: Decimal) -> str:
    """The number as the reader of the active language writes it: 8,5 in Romanian. Thousands are not grouped."""
    return f"{value.normalize():f}".replace(".", get_decimal_symbol(locale()))


def typed_form(value: Decimal) -> str:
    """The number as a control shows it: like `show_number`, but never so that reading it back would be a question."""
    shown = show_number(value)
    return f"{shown}0" if TWO_READINGS.fullmatch(shown) else shown


def whole_number(typed: str, *, most: int = 2**63 - 1) -> int | None:
    """A whole number as addresses and hidden fields carry it; None for anything else, such as "²" or "1.0"."""
    if not typed.isascii() or not typed.isdigit() or len(typed) > len(str(most)):
        return None
    number = int(typed)
    return number if number <= most else None


def _in_ascii(typed: str) -> str:
    """Digits of every script as 0 to 9 (a superscript is none), and one sign for each separator."""
    text = "".join(SEPARATORS.get(letter, letter) for letter in typed[: LONGEST + 1]).strip()
    if len(text) > LONGEST:
        raise NotANumber
    return "".join(str(unicodedata.decimal(letter)) if letter.isdecimal() else letter for letter in text)


def _without_groups(text: str) -> str:
    """The last separator is the decimal one, unless it is one of several that are alike."""
    text = text.replace(" ", "").replace("'", "")
    at = max(text.rfind("."), text.rfind(","))
    if at < 0 or text.count(text[at]) > 1:
        return text.replace(".", "").replace(",", "")
    return text[:at].replace(".", "").replace(",", "") + "." + text[at + 1 :]
