"""Text messages: handed to Twilio once, whatever it answers; what it reports; and the demo's outbox."""

from datetime import timedelta

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.utils import timezone

from restartix.core.effects import sms
from restartix.core.effects.failures import Misconfigured, Refused, TryLater
from restartix.core.effects.models import Effect
from restartix.core.effects.sms import Text
from restartix.core.effects.twilio import Twilio
from restartix.core.phone import sends_texts
from tests.standins.twilio import ACCOUNT, SENDER, TOKEN, TwilioStandin

TEXT = Text("+40711222333", "Aurora: your visit is on Tue 24 Nov, 10:30.")
REPORT_TO = "https://clinic.example/hooks/sms/1/"


@pytest.fixture
def standin():
    with TwilioStandin() as standin:
        yield standin


@pytest.fixture
def twilio(standin):
    return Twilio(account=ACCOUNT, token=TOKEN, sender=SENDER, api_url=standin.url, timeouts=(1, 1))


def send(twilio, text=TEXT, since=None):
    return twilio.send(text, report_to=REPORT_TO, since=since)


def test_a_message_is_taken_with_where_to_report(standin, twilio):
    sid = send(twilio)

    [message] = standin.messages
    assert (message["sid"], message["to"], message["from"]) == (sid, TEXT.to, SENDER)
    assert (message["body"], message["report_to"]) == (TEXT.body, REPORT_TO)


def test_a_messaging_service_takes_the_numbers_place(standin):
    service = Twilio(account=ACCOUNT, token=TOKEN, sender="MG123", api_url=standin.url, timeouts=(1, 1))

    send(service)

    assert standin.messages[0]["messaging_service_sid"] == "MG123"


@pytest.mark.parametrize(
    ("wrong", "kind", "code"),
    [
        ({"status": 500}, TryLater, "sms-unavailable"),
        ({"status": 503}, TryLater, "sms-unavailable"),
        ({"hang": 3}, TryLater, "sms-silent"),
        ({"drop": True}, TryLater, "sms-unreachable"),
        ({"body": "<p>not JSON</p>"}, TryLater, "sms-unclear"),
        ({"body": {}}, TryLater, "sms-unclear"),
        ({"status": 401}, Misconfigured, "sms-bad-key"),
        ({"status": 400, "body": "<p>?</p>"}, Refused, "sms-refused"),
    ],
)
def test_what_goes_wrong_is_understood(standin, twilio, wrong, kind, code):
    standin.next(**wrong)

    with pytest.raises(kind, match=rf"^{code}$"):
        send(twilio)


def test_being_told_to_wait_says_how_long(standin, twilio):
    standin.next(status=429, retry_after=7)

    with pytest.raises(TryLater) as failed:
        send(twilio)

    assert (failed.value.code, failed.value.retry_after) == ("sms-busy", 7.0)


@pytest.mark.parametrize(
    ("number", "code"),
    [("+40000", "sms-bad-number"), ("+40210000000", "sms-landline"), ("+40799999999", "sms-unsubscribed")],
)
def test_a_number_that_cant_be_reached_is_not_tried_again(twilio, number, code):
    with pytest.raises(Refused, match=code):
        send(twilio, Text(number, TEXT.body))


def test_a_second_try_finds_what_the_first_had_sent_although_its_answer_was_lost(standin, twilio):
    begun = timezone.now()
    standin.next(method="POST", drop=True, after=True)
    with pytest.raises(TryLater):
        send(twilio)

    sid = send(twilio, since=begun)

    assert [message["sid"] for message in standin.messages] == [sid]


def test_an_older_message_of_the_same_words_is_not_taken_for_this_one(standin, twilio):
    send(twilio)

    send(twilio, since=timezone.now() + timedelta(hours=1))

    assert len(standin.messages) == 2


def test_nobody_is_reached_without_a_service_but_the_demo_keeps_it(settings, tmp_path):
    settings.SMS_URL, settings.DEMO, settings.OUTBOX_DIR = "", False, tmp_path
    assert not sends_texts()
    with pytest.raises(Misconfigured, match="sms-setup"):
        sms.send(TEXT, effect=Effect())

    settings.DEMO = True
    sms.send(TEXT, effect=Effect())

    [kept] = tmp_path.glob("*.eml")
    assert "X-Text-To: +40711222333" in kept.read_text()


@pytest.mark.parametrize("url", ["twilio://AC1:token@", "twilio://AC1@+40312", "https://x:y@z", "twilio:///"])
def test_an_address_of_a_service_that_says_too_little_is_refused(settings, url):
    with pytest.raises(ImproperlyConfigured, match="SMS_URL"):
        sms.provider(url)


def test_a_service_is_made_of_its_address(settings):
    assert sms.provider("twilio://AC1:se%40cret@+40312345678") == Twilio("AC1", "se@cret", "+40312345678")
