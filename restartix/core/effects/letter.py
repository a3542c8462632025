"""An e-mail as written, before it is decided how it is sent."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Attachment:
    """A file; one of type text/calendar, which says its method, invites the reader or takes that back."""

    name: str
    content: bytes
    type: str


@dataclass(frozen=True)
class Letter:
    """The subject says nothing about anybody's health and names nobody. From shows the clinic's name, and an answer
    goes to the clinic."""

    to: str
    subject: str
    text: str
    html: str
    reply_to: str = ""
    files: tuple[Attachment, ...] = ()
    sender_name: str = ""
