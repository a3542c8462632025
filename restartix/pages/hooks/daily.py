"""Daily's webhooks: who joined a room and left it. Signed, in any order, perhaps twice."""

from __future__ import annotations

import base64
import binascii
import hmac
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from restartix.core.untrusted_json import read_object
from restartix.core.web.audiences import anyone_anywhere
from videocall.meetings import note, stay_told

GREETING = {"test": "test"}


@csrf_exempt
@require_POST
@anyone_anywhere
def daily_report(request: HttpRequest) -> HttpResponse:
    """Daily makes a webhook only once its greeting is answered: the secret is chosen by us, set here first, and given
    to Daily then as the webhook's `hmac`."""
    if not settings.DAILY_WEBHOOK_SECRET:
        raise Http404
    said = read_object(request.body)
    if said == GREETING:
        return HttpResponse(status=200)
    if not is_signed(request.body, request.headers, settings.DAILY_WEBHOOK_SECRET):
        return HttpResponse(status=403)
    if said is None:
        return HttpResponse(status=400)
    if told := stay_told(said):
        note(*told)
    return HttpResponse(status=200)


def is_signed(body: bytes, headers: Any, secret: str) -> bool:
    """Base64 of HMAC-SHA256 over `timestamp.body`, by a secret that is base64 itself (docs.daily.co, webhooks). Nothing
    says how old one may be; saying the same again changes nothing here."""
    signed = headers.get("X-Webhook-Timestamp", "").encode() + b"." + body
    try:
        key = base64.b64decode(secret, validate=True)
    except binascii.Error:
        return False
    ours = base64.b64encode(hmac.digest(key, signed, "sha256")).decode()
    return hmac.compare_digest(ours.encode(), headers.get("X-Webhook-Signature", "").encode())
