"""What the stand-ins for mail providers keep of an e-mail, and how they read it."""

import re
from base64 import b64decode
from dataclasses import dataclass
from email import message_from_bytes, message_from_string, policy
from email.header import decode_header, make_header
from email.utils import getaddresses, parseaddr

MARKS = re.compile(r'[][\\()<>@,:;".]')
MAILBOX = re.compile(r'("(?:[^"\\]|\\.)+"|[^"<>,]+) <[^<>@\s]+@[^<>@\s]+>|[^<>@\s]+@[^<>@\s]+')


@dataclass(frozen=True)
class Entry:
    """A calendar entry in an e-mail; an alternative of its text, or one of its files."""

    type: str
    method: str
    content: bytes
    is_alternative: bool


@dataclass(frozen=True)
class Sent:
    """One e-mail as its provider took it."""

    sender: tuple[str, str]
    reply_to: tuple[str, str]
    to: str
    subject: str
    text: str
    html: str
    entries: tuple[Entry, ...]
    files: tuple[str, ...]
    reference: str = ""


class Refusal(Exception):
    """What the provider would not take, and why."""


def mailbox(said):
    """The name and the address of one mailbox; refused when it is not one, or more than one line."""
    if not MAILBOX.fullmatch(header(said)) or len(getaddresses([said])) != 1:
        raise Refusal(f"not a mailbox: {said!r}")
    return parseaddr(said)


def header(said):
    if any(ord(letter) < 32 or letter in "\x7f\x85\u2028\u2029" for letter in said):
        raise Refusal(f"a header is one line: {said!r}")
    return said


def entry(type_, content):
    parsed = message_from_string(f"Content-Type: {type_}\n\n")
    if parsed.get_content_type() != "text/calendar":
        raise Refusal(f"no calendar entry: {type_}")
    method = parsed.get_param("method") or ""
    return Entry(parsed.get_content_type(), method, b64decode(content), is_alternative=False)


def read_mime(message, *, reference="", to=""):
    """An e-mail as whole MIME message: its entry is what stands beside the text, in multipart/alternative."""
    whole = message if not isinstance(message, str) else message_from_string(message, policy=policy.default)
    texts = next(part for part in whole.walk() if part.get_content_type() == "multipart/alternative")
    kinds = [part.get_content_type() for part in texts.iter_parts()]
    if kinds[:2] != ["text/plain", "text/html"]:
        raise Refusal(f"the plainest comes first: {kinds}")
    entries = [part for part in texts.iter_parts() if part.get_content_type() == "text/calendar"]
    plain, html = [part.get_content() for part in list(texts.iter_parts())[:2]]
    raw = message_from_bytes(whole.as_bytes())
    return Sent(
        sender=decoded(raw["From"]),
        reply_to=decoded(raw["Reply-To"]),
        to=to or str(whole["To"]),
        subject=header(str(whole["Subject"])),
        text=plain,
        html=html,
        entries=tuple(
            Entry("text/calendar", part.get_param("method") or "", part.get_payload(decode=True), True)
            for part in entries
        ),
        files=tuple(part.get_filename() for part in whole.iter_attachments()),
        reference=reference,
    )


def decoded(said):
    """Python's newer parser puts a space between two encoded words, where there is none."""
    name, address = parseaddr(said)
    return str(make_header(decode_header(name))), address
