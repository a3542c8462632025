"""What providers report of messages they took: it arrived, or why it did not. Signed, in any order, more than once."""

from __future__ import annotations

import logging
from urllib.parse import unquote, urlsplit
from uuid import UUID

from anymail.signals import AnymailTrackingEvent, EventType
from anymail.webhooks import brevo, mailgun, postmark, resend
from django.conf import settings
from django.core.exceptions import SuspiciousOperation
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from restartix.core.effects import stops
from restartix.core.effects.arrivals import record_delivery
from restartix.core.effects.models import Delivery
from restartix.core.effects.twilio import UNSUBSCRIBED, is_signed, read_report
from restartix.core.web.audiences import anyone_anywhere
from restartix.pages.hooks.webhooks import verify_call

logger = logging.getLogger(__name__)

VIEWS = {
    "brevo": brevo.BrevoTrackingWebhookView,
    "mailgun": mailgun.MailgunTrackingWebhookView,
    "postmark": postmark.PostmarkTrackingWebhookView,
    "resend": resend.ResendTrackingWebhookView,
}
MEANINGS = {
    EventType.SENT: (Delivery.SENT, ""),
    EventType.DELIVERED: (Delivery.DELIVERED, ""),
    EventType.BOUNCED: (Delivery.FAILED, "mail-bounced"),
    EventType.REJECTED: (Delivery.FAILED, "mail-rejected"),
    EventType.FAILED: (Delivery.FAILED, "mail-undelivered"),
}


@csrf_exempt
@require_POST
@anyone_anywhere
def sms_report(request: HttpRequest, pk: UUID) -> HttpResponse:
    """About the text message whose id stands in the address we gave with it."""
    said = _by_twilio(request)
    if said is None:
        return HttpResponse(status=403)
    if news := read_report(said):
        record_delivery(pk, *news)
        if news[1] == UNSUBSCRIBED:
            stops.note_stop(said.get("To", ""))
    return HttpResponse(status=204)


@csrf_exempt
@require_POST
@anyone_anywhere
def sms_answer(request: HttpRequest) -> HttpResponse:
    """What somebody answered to a text message. STOP is heeded; Twilio itself confirms it, so we answer nothing."""
    said = _by_twilio(request)
    if said is None:
        return HttpResponse(status=403)
    stops.note_answer(said)
    return HttpResponse("<Response/>", content_type="text/xml")


def _by_twilio(request: HttpRequest) -> dict[str, str] | None:
    """What Twilio says; None when it was not Twilio. Raises Http404 where no text messages are sent."""
    if not settings.SMS_URL:
        raise Http404
    said = {name: str(request.POST[name]) for name in request.POST}
    token = unquote(urlsplit(settings.SMS_URL).password or "")
    signature = request.headers.get("X-Twilio-Signature", "")
    url = settings.SITE_URL + request.get_full_path()
    return said if is_signed(signature, token=token, url=url, said=said) else None


@csrf_exempt
@require_POST
@anyone_anywhere
def mail_report(request: HttpRequest) -> HttpResponse:
    """About mails, from the provider that EMAIL_URL names, in its own words and by its own signature."""
    provider = urlsplit(settings.EMAIL_URL).scheme
    if provider not in VIEWS or not settings.MAIL_WEBHOOK_SECRET:
        raise Http404
    try:
        events = _events(provider, request)
    except SuspiciousOperation:
        return HttpResponse(status=403)
    except Exception as failure:  # Anymail takes each provider's words as they come
        logger.warning("a mail report could not be read: %s", type(failure).__name__)
        return HttpResponse(status=400)
    for event in events:
        about = _effect_of(event)
        if about and event.event_type in MEANINGS:
            record_delivery(about, *MEANINGS[event.event_type])
    return HttpResponse(status=204)


def _effect_of(event: AnymailTrackingEvent) -> UUID | None:
    """The id that went with the mail; None for mail that is none of ours."""
    try:
        return UUID((event.metadata or {}).get("effect", ""))
    except (ValueError, AttributeError, TypeError):
        return None


def _events(provider: str, request: HttpRequest) -> list[AnymailTrackingEvent]:
    """Anymail knows each provider's words. Raises when the signature is not the provider's."""
    secret = settings.MAIL_WEBHOOK_SECRET
    if provider == "resend":
        verify_call(request, secret)
        view = VIEWS[provider](webhook_secret=["unused"])
        return list(view.parse_events(request))
    with_key = {"webhook_signing_key": secret, "webhook_secret": []}
    view = VIEWS[provider](**with_key if provider == "mailgun" else {"webhook_secret": secret})
    view.run_validators(request)
    return list(view.parse_events(request))
