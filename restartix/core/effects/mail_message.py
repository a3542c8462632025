"""An e-mail as it leaves: its headers, and where a calendar entry stands in it."""

from __future__ import annotations

import unicodedata
from email import encoders
from email.message import Message
from typing import Any

from django.core.mail import EmailMultiAlternatives

from restartix.core.effects.letter import Attachment, Letter

CALENDAR = "text/calendar"
LONGEST_NAME = 70
"""Brevo takes no longer name of a sender."""
BREAKS = frozenset({"Cc", "Zl", "Zp"})


class MailMessage(EmailMultiAlternatives):
    """Its calendar entries are alternatives of the text, which alone makes an invitation of them (RFC 6047, 2.4);
    readers without a calendar find each one among the attachments as well."""

    def __init__(self, *args: Any, entries: tuple[Attachment, ...] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.entries = entries
        for entry in entries:
            self.attach(entry.name, entry.content, "application/ics")

    def message(self, **options: Any) -> Any:
        whole: Any = super().message(**options)
        texts = next(part for part in whole.walk() if part.get_content_type() == "multipart/alternative")
        for entry in self.entries:
            texts.attach(_calendar_part(entry))
        return whole


def compose(letter: Letter, *, identity: str, sender: str, takes_alternatives: bool) -> MailMessage:
    """The e-mail for a provider that takes any alternative of the text, or for one that takes files only."""
    entries = tuple(file for file in letter.files if takes_alternatives and file.type.startswith(CALENDAR))
    message = MailMessage(
        subject=one_line(letter.subject),
        body=letter.text,
        from_email=mailbox(letter.sender_name, sender),
        to=[letter.to],
        reply_to=[mailbox(letter.sender_name, letter.reply_to)] if letter.reply_to else None,
        headers={"Message-ID": identity, "Auto-Submitted": "auto-generated"},
        entries=entries,
    )
    message.attach_alternative(letter.html, "text/html")
    for file in letter.files:
        if file not in entries:
            message.attach(file.name, file.content, file.type)
    return message


def mailbox(name: str, address: str) -> str:
    """ "Clinica Aurora" <office@aurora.example>, whatever the name has in it."""
    shown = one_line(name)[:LONGEST_NAME].strip()
    quoted = shown.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{quoted}" <{address}>' if shown else address


def one_line(text: str) -> str:
    """Without what would end a header's line, and without control characters."""
    return " ".join(
        "".join(" " if unicodedata.category(letter) in BREAKS else letter for letter in text).split()
    )


def _calendar_part(entry: Attachment) -> Message:
    """In base64, so that no relay changes its line ends or refuses its letters."""
    _type, *parameters = (part.strip() for part in entry.type.split(";"))
    named = dict(parameter.split("=", 1) for parameter in parameters)
    part = Message()
    part.add_header("Content-Type", CALENDAR, charset="utf-8", **named)
    part.set_payload(entry.content)
    encoders.encode_base64(part)
    return part
