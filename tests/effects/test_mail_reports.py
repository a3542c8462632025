"""What mail providers report, each in its own words and with its own proof."""

import base64
import hashlib
import hmac
import json
import time

import pytest
from django.test import Client
from standardwebhooks.webhooks import Webhook

from restartix.core.clinics.scope import scope
from restartix.core.effects.models import Delivery, Effect, Kind

pytestmark = pytest.mark.django_db
KEY = "whsec_" + base64.b64encode(b"a key of resend's own, long enough").decode()


@pytest.fixture
def effect(cast, settings):
    settings.MAIL_WEBHOOK_SECRET = "user:password"
    organisation = cast.aurora.organisation.pk
    with scope(organisation_id=organisation):
        return Effect.objects.create(
            kind=Kind.MAIL, code="booked", subject="mail:1", organisation_id=organisation
        )


def post(said, **headers):
    return Client().post("/hooks/mail/", json.dumps(said), content_type="application/json", headers=headers)


def basic(login):
    return {"Authorization": "Basic " + base64.b64encode(login.encode()).decode()}


def delivery(effect, admin):
    with admin.scope():
        kept = Effect.objects.get(pk=effect.pk)
    return kept.delivery, kept.delivery_code


def postmark(kind, effect, **more):
    return {"RecordType": kind, "MessageID": "1", "Metadata": {"effect": str(effect.pk)}, **more}


def test_postmark_says_that_it_arrived_and_later_that_it_came_back(effect, admin, settings):
    settings.EMAIL_URL = "postmark://token@"
    bounce = postmark("Bounce", effect, Type="HardBounce", BouncedAt="2026-11-24T10:00:00Z", Email="a@b.c")

    assert post(postmark("Delivery", effect), **basic("user:password")).status_code == 204
    assert delivery(effect, admin) == (Delivery.DELIVERED, "")

    assert post(bounce, **basic("user:password")).status_code == 204
    assert post(postmark("Delivery", effect), **basic("user:password")).status_code == 204
    assert delivery(effect, admin) == (Delivery.FAILED, "mail-bounced")


@pytest.mark.parametrize("headers", [{}, basic("user:guess"), basic("")])
def test_without_its_secret_nobody_reports(effect, admin, settings, headers):
    settings.EMAIL_URL = "postmark://token@"

    assert post(postmark("Delivery", effect), **headers).status_code == 403
    assert delivery(effect, admin) == ("", "")


def test_mailgun_signs_each_report(effect, admin, settings):
    settings.EMAIL_URL, settings.MAIL_WEBHOOK_SECRET = "mailgun://key@mg.example", "signing key"
    stamp = str(int(time.time()))
    proof = hmac.new(b"signing key", f"{stamp}token".encode(), hashlib.sha256).hexdigest()
    event = {
        "event": "delivered",
        "timestamp": float(stamp),
        "id": "e1",
        "recipient": "a@b.c",
        "user-variables": {"effect": str(effect.pk)},
        "message": {"headers": {"message-id": "1"}},
    }

    for signature, status in ((proof[::-1], 403), (proof, 204)):
        said = {
            "signature": {"token": "token", "timestamp": stamp, "signature": signature},
            "event-data": event,
        }
        assert post(said).status_code == status

    assert delivery(effect, admin) == (Delivery.DELIVERED, "")


def test_brevo_says_that_an_address_is_blocked(effect, admin, settings):
    settings.EMAIL_URL = "brevo://key@"
    custom = json.dumps({"effect": str(effect.pk)})
    said = {
        "event": "blocked",
        "email": "a@b.c",
        "message-id": "1",
        "X-Mailin-custom": custom,
        "ts_epoch": 1e12,
    }

    assert post(said, **basic("user:password")).status_code == 204
    assert delivery(effect, admin) == (Delivery.FAILED, "mail-rejected")


def test_resend_signs_as_svix_does(effect, admin, settings):
    from datetime import UTC, datetime

    settings.EMAIL_URL, settings.MAIL_WEBHOOK_SECRET = "resend://key@", KEY
    metadata = {"name": "X-Metadata", "value": json.dumps({"effect": str(effect.pk)})}
    said = {
        "type": "email.bounced",
        "created_at": "2026-11-24T10:00:00Z",
        "data": {"email_id": "1", "to": ["a@b.c"], "headers": [metadata]},
    }
    now = datetime.now(UTC)
    signed = Webhook(KEY).sign("msg_1", now, json.dumps(said))
    headers = {"svix-id": "msg_1", "svix-timestamp": str(int(now.timestamp())), "svix-signature": signed}

    assert post(said, **(headers | {"svix-id": "msg_2"})).status_code == 403
    assert post(said, **headers).status_code == 204
    assert delivery(effect, admin) == (Delivery.FAILED, "mail-bounced")


def test_nonsense_and_mails_of_others_change_nothing(effect, admin, settings):
    settings.EMAIL_URL = "postmark://token@"

    assert Client().post("/hooks/mail/", b"\xff", content_type="application/json").status_code == 403
    for metadata in ({}, {"effect": "nonsense"}, {"other": "1"}):
        said = postmark("Delivery", effect) | {"Metadata": metadata}
        assert post(said, **basic("user:password")).status_code in {204, 400}
    assert delivery(effect, admin) == ("", "")


@pytest.mark.parametrize("address", ["", "smtp://mail.example:25"])
def test_a_plain_mail_server_reports_nothing(effect, settings, address):
    settings.EMAIL_URL = address

    assert post({}).status_code == 404
