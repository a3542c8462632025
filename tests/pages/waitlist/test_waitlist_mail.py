"""What who waits is told by mail, and until when a time is kept for them."""

from datetime import UTC, datetime

import pytest

from appointments.availability.channel import Channel
from appointments.availability.open_times import Slot
from restartix.flows.waitlist import kept_until
from tests.pages.waitlist.conftest import BUCHAREST, HOUR, mails_sent


def test_a_left_wish_is_acknowledged_with_its_private_link(
    committed, visitor, leave, clinic, service, settings
):
    address, left = leave("Sorin Dinu"), leave("Dana Pop")
    visitor.client().post(f"{left}leaving/")

    [mail] = mails_sent(committed, clinic, settings, "waitlist")

    assert mail["To"] == "sorin@visitors.example", "who has left again is not written to"
    text = mail.get_body(("plain",)).get_content()
    assert address in text
    assert "Bucharest time" in text
    assert not [said for said in (service.name, "Sorin") if said in text + mail["Subject"]]


@pytest.mark.parametrize(
    ("now", "start", "until"),
    [("10:00", "+2 18:00", "11:30"), ("23:00", "+2 18:00", "+1 09:30"), ("10:00", "12:30", "10:30")],
    ids=["as the clinic says", "not before people are awake", "no longer than it can be booked"],
)
def test_how_long_an_offer_is_kept(now, start, until, service, cast, monkeypatch):
    def at(said):
        day, _plus, clock = said.rpartition(" ")
        hours, mins = map(int, clock.split(":"))
        return datetime(2027, 6, 14 + int(day or 0), hours, mins, tzinfo=BUCHAREST)

    monkeypatch.setattr(service, "notice", 120)
    monkeypatch.setattr(service.organisation, "waitlist_minutes", 90)
    opening = Slot(at(start).astimezone(UTC), at(start) + HOUR, cast.ioana)

    assert kept_until(opening, Channel(service), at(now).astimezone(UTC)) == at(until)
