"""What Twilio reports of text messages: signed, in any order, more than once."""

import base64
import hashlib
import hmac
import uuid

import pytest
from django.test import Client

from restartix.core.clinics.scope import scope
from restartix.core.effects.models import Delivery, Effect, Kind
from restartix.core.effects.twilio import read_report
from tests.standins.twilio import ACCOUNT


@pytest.fixture
def effect(db, cast, settings):
    settings.SMS_URL = f"twilio://{ACCOUNT}:token@+40312000000"
    organisation = cast.aurora.organisation.pk
    with scope(organisation_id=organisation):
        return Effect.objects.create(
            kind=Kind.SMS,
            code="reminder",
            subject="sms:1",
            organisation_id=organisation,
            appointment_id=None,
        )


def signature(url, said, token="token"):
    signed = url + "".join(name + said[name] for name in sorted(said))
    return base64.b64encode(hmac.new(token.encode(), signed.encode(), hashlib.sha1).digest()).decode()


def report(effect_id, *, token="token", **said):
    address = f"/hooks/sms/{effect_id}/"
    signed = signature(f"http://testserver{address}", said, token)
    return Client().post(address, said, headers={"X-Twilio-Signature": signed})


def delivery(effect, admin):
    with admin.scope():
        kept = Effect.objects.get(pk=effect.pk)
    return kept.delivery, kept.delivery_code


def test_the_signature_is_the_one_twilio_documents():
    said = {
        "CallSid": "CA1234567890ABCDE",
        "From": "+12349013030",
        "To": "+18005551212",
        "Caller": "+12349013030",
    }
    said["Digits"] = "1234"

    assert (
        signature("https://mycompany.com/myapp.php?foo=1&bar=2", said, "12345")
        == "0/KCTR6DLpKmkAf8muzZqo1nDgQ="
    )


def test_reports_are_kept_in_any_order_and_more_than_once(effect, admin):
    for status in ("queued", "delivered", "sent", "delivered"):
        assert report(effect.pk, MessageSid="SM1", MessageStatus=status).status_code == 204

    assert delivery(effect, admin) == (Delivery.DELIVERED, "")


def test_what_did_not_arrive_says_why(effect, admin):
    report(effect.pk, MessageStatus="undelivered", ErrorCode="30003")
    report(effect.pk, MessageStatus="sent")

    assert delivery(effect, admin) == (Delivery.FAILED, "sms-switched-off")
    with admin.scope():
        assert effect in Effect.objects.did_not_arrive()


def test_a_report_that_twilio_did_not_sign_changes_nothing(effect, admin):
    assert report(effect.pk, token="guessed", MessageStatus="delivered").status_code == 403

    assert delivery(effect, admin) == ("", "")


def test_a_report_about_nothing_we_know_is_taken_and_forgotten(effect):
    assert report(uuid.uuid4(), MessageStatus="delivered").status_code == 204


def test_without_a_service_there_is_nothing_to_report_to(effect, settings):
    settings.SMS_URL = ""

    assert report(effect.pk, MessageStatus="delivered").status_code == 404


@pytest.mark.parametrize("said", [{}, {"MessageStatus": "queued"}, {"MessageStatus": "something new"}])
def test_no_news_is_no_news(said):
    assert read_report(said) is None


def test_an_unknown_reason_is_still_a_failure():
    assert read_report({"MessageStatus": "failed", "ErrorCode": "?"}) == (Delivery.FAILED, "sms-undelivered")
