"""The mail services that EMAIL_URL may name, each with what its API takes."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import SplitResult, parse_qs, unquote, urlsplit

from anymail.backends import brevo, mailgun
from django.core.exceptions import ImproperlyConfigured
from django.core.mail import get_connection
from django.core.mail.backends.base import BaseEmailBackend

from restartix.core.effects.mail_message import one_line

SECONDS = 15
MARKS = re.compile(r'[][\\()<>@,:;".]')
KEYS = {"brevo": "api_key", "mailgun": "api_key", "postmark": "server_token", "resend": "api_key"}
FILES_ONLY = frozenset({"brevo", "postmark", "resend"})
"""Their APIs take a text, its HTML and files, and no other alternative: a calendar entry is a file there. Postmark and
Resend send its type as given, with the method; Brevo goes by the file's name."""
MAILGUN_REGIONS = {"": {}, "us": {}, "eu": {"api_url": "https://api.eu.mailgun.net/v3"}}


def takes_alternatives(url: str) -> bool:
    return urlsplit(url).scheme not in FILES_ONLY


def backend(url: str) -> BaseEmailBackend:
    """smtp://user:password@host:587 (STARTTLS), smtps://…:465, or a provider: postmark://TOKEN@,
    mailgun://KEY@domain (of the EU region: ?region=eu), brevo://KEY@, resend://KEY@."""
    parts = urlsplit(url)
    if parts.scheme not in KEYS:
        return _smtp(parts)
    options: dict[str, Any] = {KEYS[parts.scheme]: unquote(parts.username or "")}
    if parts.scheme == "mailgun":
        return MailgunBackend(sender_domain=parts.hostname or "", **options, **_region(parts))
    if parts.scheme == "resend":
        # Anymail's check takes "text/calendar; method=REQUEST" for another type than .ics has; Resend doesn't.
        options["verify_attachment_extensions"] = False
    if parts.scheme == "brevo":
        return BrevoBackend(**options)
    return get_connection(f"anymail.backends.{parts.scheme}.EmailBackend", **options)


class BrevoBackend(brevo.EmailBackend):
    def build_message_payload(self, message: Any, defaults: Any) -> PlainlyNamed:
        return PlainlyNamed(message, defaults, self)


class PlainlyNamed(brevo.BrevoPayload):
    """Brevo drops a name with both „ș” and a comma in it. Encoded, as Anymail sends it, a long one is more than it
    takes: such a name goes without commas, quotes and the like."""

    def email_object(self, email: Any) -> dict[str, str]:
        said: dict[str, str] = email.as_dict(idna_encode=self.backend.idna_encode)
        if "name" in said and not said["name"].isascii():
            said["name"] = one_line(MARKS.sub(" ", said["name"]))
        return said


class MailgunBackend(mailgun.EmailBackend):
    """Mailgun's API for whole MIME messages; its other one has no place for a calendar entry beside the text."""

    def build_message_payload(self, message: Any, defaults: Any) -> MimePayload:
        return MimePayload(message, defaults, self)


class MimePayload(mailgun.MailgunPayload):
    def get_api_endpoint(self) -> str:
        return f"{super().get_api_endpoint()}.mime"

    def serialize_data(self) -> dict[str, Any]:
        """To whom, and our own id for its reports; the message has the rest."""
        mime = self.message.message().as_bytes(linesep="\r\n")
        self.files = [("message", ("message.mime", mime, "message/rfc822"))]
        said = super().serialize_data()
        return {name: value for name, value in said.items() if name == "to" or name.startswith("v:")}

    def add_alternative(self, content: str, mimetype: str) -> None:
        """It stands in the message."""

    def add_attachment(self, attachment: Any) -> None:
        """It stands in the message."""


def _region(parts: SplitResult) -> dict[str, str]:
    region = parse_qs(parts.query).get("region", [""])[0]
    if region not in MAILGUN_REGIONS:
        raise ImproperlyConfigured(f"Mailgun's region is us or eu, not {region!r}.")
    return MAILGUN_REGIONS[region]


def _smtp(parts: SplitResult) -> BaseEmailBackend:
    return get_connection(
        "django.core.mail.backends.smtp.EmailBackend",
        host=parts.hostname or "localhost",
        port=parts.port or (465 if parts.scheme == "smtps" else 587),
        username=unquote(parts.username or ""),
        password=unquote(parts.password or ""),
        use_ssl=parts.scheme == "smtps",
        use_tls=parts.scheme == "smtp" and bool(parts.username),
        timeout=SECONDS,
    )
