"""The waitlist: a time that comes free is offered to one person at a time and kept for them, then to the next."""

from datetime import time, timedelta

import pytest
from django.utils import timezone

from appointments.models import Appointment, Hold, Service, WaitlistEntry
from restartix.core.clinics.scope import scope
from restartix.core.clock import Clock
from restartix.core.effects import worker
from restartix.core.effects.models import NOT_NEEDED, Effect
from restartix.flows.arrangements import clear_days, set_days
from restartix.flows.waitlist import _offer, _planned, offer_freed_times
from tests.pages.settings.keeping import keep
from tests.pages.waitlist.conftest import BUCHAREST, HOUR, is_open, mails_sent, page_of


def test_a_freed_time_goes_to_the_first_then_to_the_next_and_becomes_a_visit(
    committed, visitor, admin, full_day, leave, free_it, sweep, service, clinic, settings
):
    freed = full_day.opening
    first, second = leave("Sorin Dinu"), leave("Dana Pop")
    assert "You are on the waitlist" in page_of(visitor, first)
    assert sweep() == 0, "nothing is free yet"

    free_it()
    assert is_open(visitor, freed, service)
    assert sweep() == 1
    assert sweep() == 0, "the second waits while it is kept for the first"

    assert not is_open(visitor, freed, service), "others see it as taken"
    assert "We will hold it for you until" in page_of(visitor, first)
    assert "You are on the waitlist" in page_of(visitor, second)
    [mail] = mails_sent(committed, clinic, settings, "waitlist-offer")
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
    assert "You have accepted this time" in again.content.decode()
    with admin.scope():
        visits = Appointment.objects.filter(started_at=freed.started_at, specialist=freed.specialist)
        assert [one.contact_email for one in visits.exclude(status="cancelled")] == ["dana@visitors.example"]
    assert sweep() == 0


def test_an_offer_nobody_answers_lapses_and_goes_to_the_next_and_the_first_may_wait_again(
    visitor, full_day, leave, free_it, sweep, change, committed, clinic
):
    first, second = leave("Sorin Dinu"), leave("Dana Pop")
    free_it()
    sweep()
    past = timezone.now() - timedelta(minutes=1)
    change(WaitlistEntry, {"name": "Sorin Dinu"}, offered_until=past)
    change(Hold, {"started_at": full_day.opening.started_at, "expires_at__gt": past}, expires_at=past)

    assert visitor.client().post(f"{first}taking/").status_code == 409, "too late, before any sweep"
    assert "This offer has expired" in page_of(visitor, first)
    assert sweep() == 1
    assert "We will hold it for you until" in page_of(visitor, second)
    with committed.as_role("worker"), scope(organisation_id=clinic.pk):
        late = Effect.objects.filter(code="waitlist-offer").earliest("created_at")
    with committed.as_role("worker"):
        worker.run(clinic.pk, str(late.pk))
        with scope(organisation_id=clinic.pk):
            assert Effect.objects.get(pk=late.pk).provider_ref == NOT_NEEDED

    third = leave("Ion Vlad")
    assert visitor.client().post(f"{first}return/").status_code == 302
    assert "You are on the waitlist" in page_of(visitor, first)
    assert visitor.client().post(f"{first}return/").status_code == 409, "they are on it already"
    visitor.client().post(f"{second}refusal/")
    assert sweep() == 1
    assert "We will hold it for you until" in page_of(visitor, third), "who comes back waits behind"
    visitor.client().post(f"{third}leaving/")
    assert sweep() == 1
    assert "We will hold it for you until" in page_of(visitor, first)


def test_whatever_frees_a_time_it_is_offered(visitor, admin, cast, full_day, leave, sweep, arrange, service):
    first, second, third = leave("Sorin Dinu"), leave("Dana Pop"), leave("Ion Vlad")
    with admin.scope() as ana:
        visit = Appointment.objects.get(pk=full_day.visit.pk)
        visit.reschedule(started_at=visit.started_at + 10 * HOUR, by=ana, reason="They asked to.")

    assert sweep() == 1, "moved away"
    visitor.client().post(f"{first}taking/")

    def cancel_latest():
        with admin.scope() as ana:
            Appointment.objects.latest("created_at").cancel(by=ana, reason="ill")

    cancel_latest()
    assert sweep() == 1, "cancelled"
    visitor.client().post(f"{second}taking/")

    arrange(set_days, cast.ioana, full_day.day, full_day.day, [])
    cancel_latest()
    assert sweep() == 0, "she is off that day"
    arrange(clear_days, cast.ioana, full_day.day, full_day.day)
    arrange(set_days, cast.ioana, full_day.day, full_day.day, [(time(10), time(12))])
    assert sweep() == 1, "she works after all"
    assert "We will hold it for you until" in page_of(visitor, third)


def test_only_what_suits_and_can_still_be_booked_is_offered_and_two_times_go_to_two_people(
    visitor, cast, full_day, leave, free_it, sweep, change, arrange, service
):
    next_day = full_day.day + timedelta(days=1)
    arrange(set_days, cast.ioana, next_day, next_day, [])
    leave("Sorin Dinu", part_of_day="evening")
    leave("Vera Sima", specialist=str(cast.andrei.pk), part_of_day="morning")
    leave("Olga Rus", earliest=next_day.isoformat(), latest=next_day.isoformat())
    free_it()
    assert sweep() == 0, "another part of the day, somebody else, another day"

    arrange(set_days, cast.ioana, full_day.day, full_day.day, [])
    first, again, second = leave("Dana Pop"), leave("Dana Pop"), leave("Ion Vlad")
    free_it(full_day.earlier)
    arrange(clear_days, cast.ioana, full_day.day, full_day.day)
    arrange(set_days, cast.ioana, full_day.day, full_day.day, [(time(10), time(12))])
    change(Service, {"pk": service.pk}, notice=60 * 24 * 30)
    assert sweep() == 0, "too near for this service"
    change(Service, {"pk": service.pk}, notice=60)
    assert sweep() == 2
    assert "10:00" in page_of(visitor, first)
    assert "You are on the waitlist" in page_of(visitor, again), "nobody keeps two times at once"
    assert "11:00" in page_of(visitor, second)


def test_of_two_sweeps_at_once_one_offers_a_time(committed, visitor, leave, free_it, sweep, clinic):
    first, second = leave("Sorin Dinu"), leave("Dana Pop")
    free_it()
    with committed.as_role("worker"):
        with scope(organisation_id=clinic.pk):
            [(entry, opening, until)] = list(_planned())
            other = WaitlistEntry.objects.get(name="Dana Pop")
        assert offer_freed_times() == 1
        for late in (entry, other):
            with scope(organisation_id=clinic.pk):
                assert not _offer(late, opening, until)
    assert "We will hold it for you until" in page_of(visitor, first)
    assert "You are on the waitlist" in page_of(visitor, second)


def test_leaving_lets_the_kept_time_go_and_opening_changes_nothing(
    visitor, full_day, leave, free_it, sweep, service, admin
):
    first = leave()
    keep(admin, "clinic/", waitlist_minutes="180")
    free_it()
    sweep()
    with admin.scope():
        until = WaitlistEntry.objects.get(name="Sorin Dinu").offered_until
    hours = until.astimezone(BUCHAREST) - max(timezone.now(), awake(until))
    assert hours.total_seconds() == pytest.approx(180 * 60, abs=60), "as long as the clinic says"
    for _again in range(3):
        page = page_of(visitor, first)
        assert "Accept this time" in page
        assert Clock(BUCHAREST).short(until) in page
    assert not is_open(visitor, full_day.opening, service)

    assert visitor.client().post(f"{first}leaving/").status_code == 302

    assert is_open(visitor, full_day.opening, service)
    assert "You are off the waitlist" in page_of(visitor, first)
    assert sweep() == 0


def awake(until):
    """Eight o'clock of that day."""
    return until.astimezone(BUCHAREST).replace(hour=8, minute=0, second=0, microsecond=0)
