"""Is a call really from whom it says? The Standard Webhooks signature, as Svix sends it for Clerk and Resend."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import SuspiciousOperation
from django.http import HttpRequest
from standardwebhooks.webhooks import Webhook

PARTS = ("id", "timestamp", "signature")


def verified(request: HttpRequest, secret: str) -> dict[str, Any]:
    """What the call says; SuspiciousOperation when it is not signed with our secret, or not of the last minutes."""
    signed = {f"webhook-{part}": request.headers.get(f"svix-{part}", "") for part in PARTS}
    try:
        said = Webhook(secret).verify(request.body, signed)
    except Exception:
        raise SuspiciousOperation("a webhook without our signature") from None
    if not isinstance(said, dict):
        raise SuspiciousOperation("a webhook that says nothing")
    return said
