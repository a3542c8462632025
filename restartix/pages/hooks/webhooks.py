"""Is a call really from whom it says? The Standard Webhooks signature, as Svix sends it for Clerk and Resend."""

from __future__ import annotations

import json
from typing import Any

from django.core.exceptions import SuspiciousOperation
from django.http import HttpRequest
from standardwebhooks.webhooks import Webhook

from restartix.core.untrusted_json import read_object


class UnreadableBody(ValueError):
    """Signed as it should be, but what it says makes no sense to us."""


PARTS = ("id", "timestamp", "signature")


def verify_call(request: HttpRequest, secret: str) -> dict[str, Any]:
    """The verified content of the call. Raises SuspiciousOperation when it is not signed with our secret, or not of the
    last minutes; Unreadable when it is no object that can be kept."""
    signed = {f"webhook-{part}": request.headers.get(f"svix-{part}", "") for part in PARTS}
    try:
        Webhook(secret).verify(request.body, signed)
    except (RecursionError, json.JSONDecodeError):
        raise UnreadableBody("too deep, or no JSON") from None
    except Exception:
        raise SuspiciousOperation("a webhook without our signature") from None
    said = read_object(request.body)
    if said is None:
        raise UnreadableBody("no object")
    return said
