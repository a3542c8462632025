"""The waitlist: a time that comes free is offered to one person at a time and kept for them, then to the next."""

from datetime import UTC, datetime, timedelta
from email import message_from_bytes, policy

import pytest
from django.utils import timezone

from appointments.booking.channel import Channel
from appointments.booking.slots import Opening
from appointments.models import Appointment, Hold, Service, WaitingWish
from appointments.waiting.offering import _offer, _planned, kept_until, offer_freed_times
from restartix.effects import worker
from restartix.effects.models import NOT_NEEDED, Effect
from restartix.organisations.scope import scope
from tests.appointments.waiting.conftest import BUCHAREST, HOUR, is_open, page_of


def test_a_freed_time_goes_to_the_first_then_to_the_next_and_becomes_a_visit(
    committed, visitor, admin, full_day, leave, free_it, sweep, service, clinic, settings
):
    time = full_day[0]
    first, second = leave("Sorin Dinu"), leave("Dana Pop")
    assert "You are on the waitlist" in page_of(visitor, first)
    assert sweep() == 0, "nothing is free yet"

    free_it()
    assert is_open(visitor, time, service)
    assert sweep() == 1
    assert sweep() == 0, "the second waits while it is kept for the first"

    assert not is_open(visitor, time, service), "others see it as taken"
    assert "We keep it for you until" in page_of(visitor, first)
    assert "You are on the waitlist" in page_of(visitor, second)
    [mail] = mails_sent(committed, clinic, settings)
    assert mail["To"] == "sorin@visitors.example"
    assert first in mail.get_body(("plain",)).get_content()
    assert service.name not in mail.as_string()
    assert "Sorin" not in mail["Subject"]

    assert visitor.client().post(f"{first}refusal/").status_code == 302
    assert sweep() == 1, "declined: offered to the second, and not to the first again"
    assert "You are on the waitlist" in page_of(visitor, first)

    browser = visitor.client()
    taken = browser.post(f"{second}taking/")
    assert taken.status_code == 302
    assert browser.get(taken["Location"]).status_code == 200
    again = browser.post(f"{second}taking/")
    assert again.status_code == 409
    assert "You have taken this time" in again.content.decode()
    with admin.scope():
        visits = Appointment.objects.filter(started_at=time.started_at, specialist=time.specialist)
        assert [one.contact_email for one in visits.exclude(status="cancelled")] == ["dana@visitors.example"]
    assert sweep() == 0


def mails_sent(committed, clinic, settings):
    with committed.as_role("worker"):
        with scope(organisation_id=clinic.pk):
            asked = [str(one.pk) for one in Effect.objects.filter(code="waitlist-offer")]
        assert {worker.run(clinic.pk, one) for one in asked} == {"done"}
    letters = [message_from_bytes(one.read_bytes(), policy=policy.default) for one in outbox(settings)]
    return [one for one in letters if "has come free" in one["Subject"]]


def outbox(settings):
    return settings.OUTBOX_DIR.glob("*.eml")


def test_an_offer_nobody_answers_lapses_and_goes_to_the_next(
    visitor, full_day, leave, free_it, sweep, change, committed, clinic
):
    first, second = leave("Sorin Dinu"), leave("Dana Pop")
    free_it()
    sweep()
    past = timezone.now() - timedelta(minutes=1)
    change(WaitingWish, {"name": "Sorin Dinu"}, offered_until=past)
    change(Hold, {"started_at": full_day[0].started_at, "expires_at__gt": past}, expires_at=past)

    assert visitor.client().post(f"{first}taking/").status_code == 409, "too late, before any sweep"
    assert "This offer is over" in page_of(visitor, first)
    assert sweep() == 1
    assert "We keep it for you until" in page_of(visitor, second)
    with committed.as_role("worker"), scope(organisation_id=clinic.pk):
        late = Effect.objects.filter(code="waitlist-offer").earliest("created_at")
    with committed.as_role("worker"):
        worker.run(clinic.pk, str(late.pk))
        with scope(organisation_id=clinic.pk):
            assert Effect.objects.get(pk=late.pk).provider_ref == NOT_NEEDED


def test_only_a_time_that_suits_and_can_still_be_booked_is_offered(
    visitor, full_day, leave, free_it, sweep, change, service
):
    hour = full_day[0].started_at.astimezone(BUCHAREST).hour
    other = "morning" if hour >= 12 else "evening"
    leave("Sorin Dinu", part_of_day=other)
    free_it()
    assert sweep() == 0, "another part of the day was asked for"

    leave("Dana Pop")
    change(Service, {"pk": service.pk}, notice=60 * 24 * 30)
    assert sweep() == 0, "too near for this service"
    change(Service, {"pk": service.pk}, notice=60)
    assert sweep() == 1


def test_of_two_sweeps_at_once_one_offers_a_time(committed, visitor, leave, free_it, sweep, clinic):
    first, second = leave("Sorin Dinu"), leave("Dana Pop")
    free_it()
    with committed.as_role("worker"):
        with scope(organisation_id=clinic.pk):
            [(wish, opening, until)] = list(_planned())
            other = WaitingWish.objects.get(name="Dana Pop")
        assert offer_freed_times() == 1
        for late in (wish, other):
            with scope(organisation_id=clinic.pk):
                assert not _offer(late, opening, until)
    assert "We keep it for you until" in page_of(visitor, first)
    assert "You are on the waitlist" in page_of(visitor, second)


def test_leaving_lets_the_kept_time_go_and_opening_changes_nothing(
    visitor, full_day, leave, free_it, sweep, service, admin
):
    first = leave()
    free_it()
    sweep()
    for _again in range(3):
        assert "Take this time" in page_of(visitor, first)
    assert not is_open(visitor, full_day[0], service)

    assert visitor.client().post(f"{first}leaving/").status_code == 302

    assert is_open(visitor, full_day[0], service)
    assert "You are off the waitlist" in page_of(visitor, first)
    assert sweep() == 0


@pytest.mark.parametrize(
    ("now", "start", "until"),
    [("10:00", "+2 18:00", "11:00"), ("23:00", "+2 18:00", "+1 09:00"), ("10:00", "12:30", "10:30")],
    ids=["an hour", "not before people are awake", "no longer than it can be booked"],
)
def test_how_long_an_offer_is_kept(now, start, until, service, cast):
    def at(said):
        day, _plus, clock = said.rpartition(" ")
        hours, mins = map(int, clock.split(":"))
        return datetime(2027, 6, 14 + int(day or 0), hours, mins, tzinfo=BUCHAREST)

    service.notice = 120
    opening = Opening(at(start).astimezone(UTC), at(start) + HOUR, cast.ioana)

    assert kept_until(opening, Channel(service), at(now).astimezone(UTC)) == at(until)
