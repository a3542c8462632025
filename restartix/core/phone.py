"""Phone numbers, in the one form they are stored in, and as people read them."""

from __future__ import annotations

import phonenumbers
from babel import Locale
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from restartix.core.clock import locale
from restartix.core.region import territory


def to_e164(said: str, *, zone: str = "", country: str = "") -> str:
    """The number with its country code; without one it is a number of `country`, else of the zone's country.

    Raises ValidationError, in words for whoever typed it, when it can't be.
    """
    home = territory(zone)
    try:
        number = phonenumbers.parse(_with_plus(said), country or home or None)
    except phonenumbers.NumberParseException as error:
        raise _wrong() from error
    is_abroad = number.country_code != phonenumbers.country_code_for_region(home)
    if not (phonenumbers.is_valid_number(number) or (is_abroad and _has_its_length(number))):
        raise _wrong()
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def format_phone(number: str) -> str:
    """A number on record as people read it, with its country code: +40 722 123 456. Anything that isn't a number stays
    as it is."""
    try:
        parsed = phonenumbers.parse(number, None)
    except phonenumbers.NumberParseException:
        return number
    return phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.INTERNATIONAL)


def sends_texts() -> bool:
    """Can text messages be sent from this installation?"""
    return bool(settings.SMS_URL or settings.DEMO)


def says_its_country(typed: str) -> bool:
    """Does it begin with a country code, so that nobody has to be asked which country it is of?"""
    return _with_plus(typed).startswith("+")


def countries() -> list[tuple[str, str]]:
    """Every country that has phone numbers: its two letters, and its name with the code; in the reader's order."""
    names = Locale.parse(locale()).territories
    listed = [
        (country, f"{names.get(country, country)} (+{phonenumbers.country_code_for_region(country)})")
        for country in phonenumbers.SUPPORTED_REGIONS
    ]
    return sorted(listed, key=lambda pair: pair[1])


def _has_its_length(number: phonenumbers.PhoneNumber) -> bool:
    """Other countries' plans change faster than our list of them: there a number of the right length will do."""
    reason = phonenumbers.is_possible_number_with_reason(number)
    return bool(reason == phonenumbers.ValidationResult.IS_POSSIBLE)


def _with_plus(typed: str) -> str:
    """0040 means +40 wherever one calls from, bar a few countries whose own numbers never begin so."""
    digits = typed.strip().replace("＋", "+")
    return f"+{digits[2:]}" if digits.startswith("00") else digits


def _wrong() -> ValidationError:
    return ValidationError(
        _("This phone number can’t be right. Please check it, or add the country code, such as +40.")
    )
