"""What services send us, signed as it should be and changed in one place: no answer is a 5xx."""

import json
import uuid
from datetime import UTC, datetime

import pytest
from django.test import Client
from standardwebhooks.webhooks import Webhook

from tests.effects.test_sms_reports import signature
from tests.fuzzing.hostile import COUNT, VALUES, Request, as_json, drawn, encoded, mutated
from tests.standins.twilio import ACCOUNT

pytestmark = pytest.mark.django_db
KEY = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
ACCOUNT_NEWS = {
    "type": "user.updated",
    "data": {
        "id": "user_1",
        "updated_at": 1780000000000,
        "primary_email_address_id": "idn_1",
        "email_addresses": [
            {"id": "idn_1", "email_address": "elena@patients.example", "verification": {"status": "verified"}}
        ],
    },
}
NEWS = {
    "/hooks/clerk/": [
        ACCOUNT_NEWS,
        {"type": "user.deleted", "data": {"id": "user_1", "deleted": True}},
        {"type": "session.revoked", "data": {"id": "sess_1", "user_id": "user_1", "status": "revoked"}},
    ],
    "/hooks/mail/": [
        {
            "type": "email.bounced",
            "created_at": "2026-11-30T10:00:00.000Z",
            "data": {
                "email_id": "e1",
                "to": ["elena@patients.example"],
                "headers": [{"name": "X-Metadata", "value": json.dumps({"effect": str(uuid.UUID(int=7))})}],
                "bounce": {"message": "No such mailbox"},
            },
        }
    ],
}
SAID = {
    "From": "+40721234567",
    "To": "+40312000000",
    "Body": "STOP",
    "MessageStatus": "failed",
    "ErrorCode": "21610",
}


@pytest.mark.parametrize("address", NEWS)
def test_no_signed_news_breaks(address, settings, survives):
    settings.CLERK_WEBHOOK_SECRET = settings.MAIL_WEBHOOK_SECRET = KEY
    settings.EMAIL_URL = "resend://key@"
    chance = drawn(address)

    survives([signed(address, chance) for _turn in range(COUNT)], Client)


@pytest.mark.parametrize("address", ["/hooks/sms/", f"/hooks/sms/{uuid.UUID(int=7)}/"])
def test_no_signed_answer_to_a_text_breaks(address, settings, survives):
    settings.SMS_URL = f"twilio://{ACCOUNT}:token@+40312000000"
    chance = drawn(address)

    survives([texted(address, settings.SITE_URL, chance) for _turn in range(COUNT)], Client)


def signed(address, chance):
    news = chance.choice(NEWS[address])
    for _turn in range(chance.randrange(1, 4)):
        news = mutated(news, chance)
    body = as_json(news, chance)
    now = datetime.now(UTC)
    headers = {
        "svix-id": "msg_1",
        "svix-timestamp": str(int(now.timestamp())),
        "svix-signature": Webhook(KEY).sign("msg_1", now, body),
    }
    return Request("POST", address, body.encode("utf-8", "surrogatepass"), "application/json", headers)


def texted(address, site, chance):
    values = [value for value in VALUES if value.isprintable()]
    said = {
        name: chance.choice([value, *values]) if chance.random() < 0.5 else value
        for name, value in SAID.items()
    }
    said |= {chance.choice(values): chance.choice(values)} if chance.random() < 0.2 else {}
    headers = {"X-Twilio-Signature": signature(site + address, said)}
    return Request("POST", address, encoded(list(said.items())), headers=headers)
