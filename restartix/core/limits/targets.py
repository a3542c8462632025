"""How much is sent to one address, number or visit. Anybody can name these, so a limit on them refuses nobody: past it
the page answers as always, and nothing more is sent."""

from __future__ import annotations

import unicodedata

from django.conf import settings

from restartix.core.limits.counters import Key, count

PHONE_DIGITS = 9


def may_send(name: str, *, organisation_id: int, email: str = "", phone: str = "", subject: str = "") -> bool:
    """Count one message to each target that is given, and answer whether it may be sent.

    In the caller's transaction, so that what was not sent after all has not been counted. Each clinic counts by
    itself: what one has sent keeps nobody from a message of another.
    """
    targets = {"email": email.strip().lower(), "phone": _last_digits(phone), "subject": subject}
    keys = [
        Key(f"{name}:{by}:{organisation_id}:{target}", most, seconds)
        for by, (most, seconds) in settings.LIMITS.get(name, {}).items()
        if (target := targets.get(by))
    ]
    return count(keys) == 0


def _last_digits(phone: str) -> str:
    """Which are the same with and without a country's code, in the digits of any script ("²" is none)."""
    digits = (unicodedata.decimal(letter, None) for letter in phone)
    return "".join(str(digit) for digit in digits if digit is not None)[-PHONE_DIGITS:]
