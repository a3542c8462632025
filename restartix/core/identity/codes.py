"""One-time codes: six digits by e-mail or text message, which prove that somebody reads what is sent there."""

from __future__ import annotations

import hmac
import unicodedata
from enum import Enum
from uuid import UUID

from django.db import connection, models
from django.utils import translation

from restartix.core.clinics.scope import new_nonce, token_for
from restartix.core.effects.models import Effect, Kind

MINUTES = 10
"""How long a code is valid, and the least time between two messages to one address about one thing."""
MOST_TRIES = 5
DIGITS = 6


class Purpose(models.TextChoices):
    """What a code is asked for. Each has its sentence in restartix.core.identity.code_messages."""

    BOOKING = "booking"
    IDENTITY = "identity"
    UNLOCK = "unlock"
    PHONE = "phone"


class CodeResult(Enum):
    RIGHT = "right"
    WRONG = "wrong"
    EXPIRED = "expired"
    """No code is live: none was sent, its ten minutes are over, it was used, or it was tried five times."""


def request_code(
    purpose: Purpose,
    *,
    organisation_id: int,
    subject: str,
    email: str = "",
    phone: str = "",
    language: str = "",
) -> bool:
    """Send a code to this one address, in the caller's transaction. False when the one sent before is to be used.

    `subject` says what the code is about (an appointment's id, a session's key, an address): at most one message
    in ten minutes goes to an address about one subject, and until then the code in it stays the valid one.
    `phone` is in international form. Whether the address may be written to at all is the caller's to decide.
    """
    if bool(email) == bool(phone):
        raise ValueError("a code goes to one address")
    spoken = language or translation.get_language() or ""
    values: list[str | int] = [purpose, subject, email, phone, spoken, new_nonce(), MINUTES]
    with connection.cursor() as cursor:
        cursor.execute("SELECT public.request_code(%s, %s, %s, %s, %s, %s, %s)", values)
        (code_id,) = cursor.fetchone()
    if code_id:
        _send(code_id, Kind.MAIL if email else Kind.SMS, organisation_id)
    return bool(code_id)


def request_shared_code(
    purpose: Purpose, *, organisation_id: int, subject: str, email: str, language: str = ""
) -> bool:
    """The same for an address that anybody may name: at most one message in ten minutes goes there, whoever asks, and
    the code in it works for every subject; but each subject has tries of its own, so nobody uses up another's."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT public.share_code(%s, %s, %s, %s)", [purpose, subject, email, MINUTES])
        (is_shared,) = cursor.fetchone()
    if is_shared:
        return False
    return request_code(
        purpose, organisation_id=organisation_id, subject=subject, email=email, language=language
    )


def check_code(
    purpose: Purpose, *, subject: str, typed: str, address: str = "", spend: bool = True
) -> CodeResult:
    """Judge what was typed against the newest live code, and count the try on the code itself.

    A right code is spent, unless `spend` is False: then it stays valid until its ten minutes are over. `address`
    narrows it to the code that went to this e-mail address (in lower case) or phone number.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT code_id, nonce FROM public.try_code(%s, %s, %s, %s)",
            [purpose, subject, address, MOST_TRIES],
        )
        row = cursor.fetchone()
    if row is None:
        return CodeResult.EXPIRED
    code_id, nonce = row
    if not hmac.compare_digest(digits_of(nonce), _normalised(typed)):
        return CodeResult.WRONG
    return CodeResult.RIGHT if not spend or _spend(code_id) else CodeResult.EXPIRED


def digits_of(nonce: str) -> str:
    """The code that this nonce stands for, derived with the secret key, so that the worker can make it again."""
    return str(int(token_for(nonce, purpose="code"), 16) % 10**DIGITS).zfill(DIGITS)


def _send(code_id: UUID, kind: Kind, organisation_id: int) -> None:
    Effect.require(
        kind,
        code="code",
        subject=f"{kind}:code:{code_id}",
        organisation_id=organisation_id,
        one_time_code_id=code_id,
    )


def _spend(code_id: UUID) -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT public.spend_code(%s)", [code_id])
        is_spent: bool = cursor.fetchone()[0]
    return is_spent


def _normalised(typed: str) -> str:
    """The digits alone, in the digits of ASCII: people copy a code with spaces, and keyboards differ."""
    return "".join(str(unicodedata.decimal(letter)) for letter in typed[:80] if letter.isdecimal())
