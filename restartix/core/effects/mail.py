"""Sending an e-mail: by the mail server that EMAIL_URL names, or into the demo's outbox."""

from __future__ import annotations

import hashlib
import smtplib
from email.utils import parseaddr

import requests
from django.conf import settings

from restartix.core.effects.failures import Misconfigured, OutsideFailure, Refused, TryLater, failure
from restartix.core.effects.letter import Attachment, Letter
from restartix.core.effects.mail_message import compose
from restartix.core.effects.models import Effect
from restartix.core.effects.providers import backend, takes_alternatives

__all__ = ["Attachment", "Letter", "backend", "send"]


def message_id(effect: Effect) -> str:
    """The same for every attempt at one effect, so that an e-mail sent twice counts once."""
    told = hashlib.sha256(f"restartix-mail:{effect.pk}".encode()).hexdigest()[:32]
    return f"<{told}@{sender().partition('@')[2] or 'restartix.invalid'}>"


def sender() -> str:
    """The address that all mail comes from."""
    return parseaddr(settings.DEFAULT_FROM_EMAIL)[1]


def send(letter: Letter, *, effect: Effect) -> str:
    """Hand the e-mail over and return its Message-ID. Call it outside any transaction. Raises TryLater, Refused."""
    identity = message_id(effect)
    by_mime = takes_alternatives(settings.EMAIL_URL)
    message = compose(letter, identity=identity, sender=sender(), takes_alternatives=by_mime)
    # What comes back with a provider's reports; only Anymail's backends know of it.
    message.metadata = {"effect": str(effect.pk)}  # type: ignore[attr-defined]
    if not settings.EMAIL_URL:
        if not settings.DEMO:
            raise Misconfigured("mail-setup")
        keep(message.message().as_bytes(), identity)
        return identity
    try:
        message.connection = backend(settings.EMAIL_URL)
        message.send()
    except Exception as error:
        raise as_failure(error) from error
    return identity


def as_failure(error: Exception) -> OutsideFailure:
    """What a mail server's failure means to us."""
    if status := getattr(error, "status_code", None):
        headers = getattr(getattr(error, "response", None), "headers", {})
        return failure("mail", status=status, retry_after=headers.get("Retry-After"))
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        codes = [code for code, _words in error.recipients.values()]
        return Refused("mail-refused") if all(code >= 500 for code in codes) else TryLater("mail-busy")
    if isinstance(error, smtplib.SMTPResponseException):
        return _answered(error)
    if isinstance(error, TimeoutError | requests.Timeout):
        return TryLater("mail-silent")
    if isinstance(error, OSError | smtplib.SMTPException):
        return TryLater("mail-unreachable")
    return Refused("mail-refused") if isinstance(error, ValueError) else TryLater("mail-unclear")


def _answered(error: smtplib.SMTPResponseException) -> OutsideFailure:
    """A rejected login or sender stops all e-mail; a rejected message, only this one."""
    if error.smtp_code == 421 or isinstance(error, smtplib.SMTPConnectError):
        return TryLater("mail-unavailable")
    if error.smtp_code < 500:
        return TryLater("mail-busy")
    if isinstance(error, smtplib.SMTPAuthenticationError):
        return Misconfigured("mail-bad-key")
    if isinstance(error, smtplib.SMTPSenderRefused):
        return Misconfigured("mail-forbidden")
    return Refused("mail-refused")


def keep(message: bytes, identity: str) -> None:
    """Into the outbox, under a name of its Message-ID: a second time replaces the first."""
    settings.OUTBOX_DIR.mkdir(parents=True, exist_ok=True)
    name = hashlib.sha256(identity.encode()).hexdigest()[:24]
    unfinished = settings.OUTBOX_DIR / f".{name}"
    unfinished.write_bytes(message)
    unfinished.replace(settings.OUTBOX_DIR / f"{name}.eml")
