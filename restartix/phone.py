"""Phone numbers, in the one form they are kept in."""

from __future__ import annotations

import phonenumbers

from restartix.clock import territory


def international(said: str, *, zone: str) -> str:
    """The number with its country code, that of the clinic's zone when none was said. ValueError when it can't be."""
    try:
        number = phonenumbers.parse(said, territory(zone) or None)
    except phonenumbers.NumberParseException as error:
        raise ValueError(said) from error
    if not phonenumbers.is_valid_number(number):
        raise ValueError(said)
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
