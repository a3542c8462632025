"""What every e-mail of a clinic with a difficult name must look like when it arrives."""

import re

from icalendar import Calendar

from restartix.core.effects.mail_message import one_line
from tests.standins.mail_reading import MARKS

NAME = 'Clinica „Aurora”, "Rehab" \\ & Fiii\r\nBcc: everybody@evil.example ' + "Ș" * 40
SENDER = "visits@clinic.example"
CLINIC = "office@clinic.example"


def shown_by(provider):
    """The clinic's name in one line, no longer than any provider takes it; by Brevo without marks."""
    name = one_line(NAME)[:70].strip()
    return one_line(MARKS.sub(" ", name)) if provider == "brevo" else name


def check_headers(mail, shown):
    assert (mail.sender, mail.reply_to) == ((shown, SENDER), (shown, CLINIC))
    assert "\n" not in mail.subject
    assert mail.text.strip()
    assert mail.html.strip()


def check_entry(mail, method, *, is_alternative):
    """As an invitation where the provider can carry one; as the file that it takes where not."""
    if not method:
        assert (mail.entries, mail.files) == ((), ())
        return
    [part] = mail.entries
    assert part.is_alternative is is_alternative
    assert part.method in (method, "")
    assert mail.files == ("visit.ics",)
    calendar = Calendar.from_ical(part.content)
    [event] = calendar.walk("VEVENT")
    assert calendar["METHOD"] == method
    assert event["ORGANIZER"] == f"mailto:{SENDER}"
    assert event["ATTENDEE"] == f"mailto:{mail.to}"
    assert event["ORGANIZER"].params["CN"].replace("'", '"') == one_line(NAME)
    check_form(part.content)


def check_form(content):
    """RFC 5545: lines end in CRLF and are folded at 75 octets; instants stand in UTC, so no zone need be told."""
    assert b"\n" not in content.replace(b"\r\n", b"")
    assert max(len(line) for line in content.split(b"\r\n")) <= 75
    assert re.search(rb"^DTSTART:\d{8}T\d{6}Z\r$", content, re.MULTILINE)
    assert re.search(rb"^DTEND:\d{8}T\d{6}Z\r$", content, re.MULTILINE)
    assert b"TZID" not in content
    content.decode()
