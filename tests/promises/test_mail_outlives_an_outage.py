"""B11: what could not go out during an outage goes out by itself when the service is back, for a day and more. See also
test_what_failed_is_begun_again and test_no_message_comes_too_late."""

import logging
from datetime import timedelta
from itertools import pairwise

import pytest
from django.utils import timezone

from restartix.core.clinics.scope import scope
from restartix.core.effects import outages
from restartix.core.effects.failures import Misconfigured, Refused, TryLater
from restartix.core.effects.models import Effect, Kind, State
from restartix.core.effects.worker import RETRIED_FOR, wait_before
from tests.promises.outages import TEXT, perform, sent, sweep_and_work, tries, trouble, work_off
from tests.standins.smtp import Postbox


@pytest.mark.usefixtures("at_work")
class TestADayOfOutage:
    def test_it_is_tried_for_more_than_a_day_with_growing_pauses(self, ask, now_is):
        waits = [wait_before(attempt) for attempt in range(1, 60)]

        assert timedelta(hours=26) <= RETRIED_FOR
        assert waits[0] < timedelta(seconds=7)
        assert all(later > earlier / 2 for earlier, later in pairwise(waits))
        assert max(waits) <= timedelta(hours=1.2)

    def test_after_a_day_it_still_waits_and_after_the_limit_it_is_shown(self, ask, now_is, pass_time):
        effect = ask()
        trouble[:] = [TryLater("mail-unreachable")]
        perform(effect)

        pass_time(timedelta(hours=25))
        assert perform(effect) == "later: mail-unreachable"

        pass_time(timedelta(hours=4))
        assert perform(effect) == "failed: mail-unreachable"

    def test_one_success_lets_everything_go_that_waits_for_the_same_service(self, ask, now_is, pass_time):
        waiting = [ask() for _each in range(20)]
        other = ask(Kind.DOCUMENT)
        trouble[:] = [TryLater("mail-unreachable")]
        for effect in [*waiting, other]:
            perform(effect)
        pass_time(timedelta(minutes=15))
        trouble.clear()

        sweep_and_work()
        work_off()

        assert set(sent) >= {effect.pk for effect in waiting}
        assert outages.since("mail") is None

    def test_while_it_lasts_one_message_at_a_time_asks_whether_the_server_is_back(self, ask, pass_time):
        trouble[:] = [TryLater("mail-silent")]
        waiting = [ask() for _each in range(20)]
        for effect in waiting:
            perform(effect)
        tries.clear()

        for _minute in range(5):
            pass_time(timedelta(minutes=3))
            sweep_and_work()

        assert 4 <= len(tries) <= 6, "not one for each message and minute"

    def test_when_the_server_is_back_the_next_sweep_finds_it_out(self, ask, now_is, pass_time):
        """Although the one message that waits isn't due for an hour yet."""
        effect = ask(attempts=30)
        trouble[:] = [TryLater("mail-unreachable")]
        assert perform(effect) == "later: mail-unreachable"
        assert now_is(effect).next_attempt_at > timezone.now() + timedelta(minutes=45)
        trouble.clear()
        pass_time(timedelta(minutes=3))

        sweep_and_work()

        assert now_is(effect).state == State.DONE

    def test_a_message_that_is_at_fault_itself_holds_no_other_back(self, ask, now_is, pass_time):
        poison, others = ask(), [ask() for _each in range(3)]
        trouble[:] = [TryLater("mail-silent")]
        perform(poison)
        trouble.clear()

        pass_time(timedelta(minutes=3))
        for effect in others:
            perform(effect)

        assert len(sent) == 3

    def test_being_asked_to_wait_is_honoured_for_all(self, ask, now_is):
        first, second = ask(), ask()
        trouble[:] = [TryLater("mail-busy", retry_after=1800)]
        perform(first)
        trouble.clear()

        assert perform(second) == "later: mail-busy"
        assert now_is(first).next_attempt_at > timezone.now() + timedelta(minutes=29)

    def test_a_wrong_key_is_an_outage_and_a_bad_address_is_not(self, ask, now_is):
        keyless, address = ask(), ask(Kind.SMS, TEXT)
        trouble[:] = [Misconfigured("mail-bad-key")]
        assert perform(keyless) == "later: mail-bad-key"
        assert now_is(keyless).state == State.PENDING

        trouble[:] = [Refused("sms-bad-number")]
        assert perform(address) == "failed: sms-bad-number"

    def test_the_log_tells_when_it_begins_and_ends_and_not_each_try(self, ask, pass_time, caplog):
        waiting = [ask() for _each in range(10)]
        trouble[:] = [TryLater("mail-unreachable")]
        with caplog.at_level(logging.WARNING):
            for _hour in range(24):
                for effect in waiting:
                    perform(effect)
                pass_time(timedelta(hours=1))
            trouble.clear()
            pass_time(timedelta(hours=1))
            sweep_and_work()
            work_off()

        told = [record.getMessage() for record in caplog.records if record.name.startswith("restartix")]
        assert told == ["mail is out of order: mail-unreachable. What needs it waits", told[-1]]
        assert told[-1].startswith("mail works again")
        assert len(sent) == 10

    def test_being_woken_twice_brings_no_pause_to_an_early_end(self, ask, now_is):
        effect = ask(Kind.DOCUMENT)
        trouble[:] = [TryLater("unexpected")]
        perform(effect)

        assert [perform(effect) for _each in range(3)] == ["nothing to do"] * 3
        assert now_is(effect).attempts == 1


def test_fifteen_minutes_without_a_mail_server_lose_nothing(
    committed, clinic, cast, settings, pass_time, at_work
):
    """With a real server that is away, and comes back."""
    letters = []
    with Postbox(lambda letter, _port: letters.append(letter) or True) as box:
        back = box.url
    settings.EMAIL_URL = back  # its port is closed now
    with scope(organisation_id=clinic):
        cast.soon.tell("link", "moved")
        waiting = list(Effect.objects.filter(state=State.PENDING, kind=Kind.MAIL))
    for _minute in range(15):
        sweep_and_work()
        pass_time(timedelta(minutes=1))
    with scope(organisation_id=clinic):
        assert Effect.objects.filter(pk__in=[one.pk for one in waiting], state=State.PENDING).count() == 2

    with Postbox(lambda letter, _port: letters.append(letter) or True) as box:
        settings.EMAIL_URL = box.url
        pass_time(timedelta(minutes=3))
        sweep_and_work()
        work_off()

    assert len(letters) == 2
