"""Phone numbers, in the one form they are kept in."""

from __future__ import annotations

import phonenumbers
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from restartix.clock import territory


def international(said: str, *, zone: str) -> str:
    """The number with its country code, that of the clinic's zone when none was said. ValidationError, in words for
    whoever typed it, when it can't be."""
    try:
        number = phonenumbers.parse(said, territory(zone) or None)
    except phonenumbers.NumberParseException as error:
        raise _wrong() from error
    if not phonenumbers.is_valid_number(number):
        raise _wrong()
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def _wrong() -> ValidationError:
    return ValidationError(
        _("This phone number can’t be right. Please check it, or add the country code, such as +40.")
    )
