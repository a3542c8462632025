"""Sending a text message: by the provider that SMS_URL names, or into the demo's outbox."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from email.message import EmailMessage
from typing import Protocol
from urllib.parse import unquote, urlsplit

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.urls import get_script_prefix, reverse
from django.utils import timezone

from restartix.core.effects import stops
from restartix.core.effects.failures import Misconfigured, Refused
from restartix.core.effects.gsm import plain
from restartix.core.effects.mail import keep, message_id
from restartix.core.effects.models import Effect
from restartix.core.effects.twilio import UNSUBSCRIBED, Twilio


@dataclass(frozen=True)
class Text:
    """A text message as written, to a number in international form. It is sent in the letters that every phone has."""

    to: str
    body: str


class SmsProvider(Protocol):
    def send(self, text: Text, *, report_to: str, since: datetime | None) -> str:
        """Hand it over and answer the provider's id for it. Raises TryLater, Refused.

        `report_to` is where the provider reports on delivery. `since`, when this is a further attempt, is the time
        from which an earlier one may have been taken: that one then counts, and nothing is sent again.
        """
        ...


def send(text: Text, *, effect: Effect) -> str:
    """Call it outside any transaction. Raises TryLater, Refused; that its owner said STOP is noted."""
    text = replace(text, body=plain(text.body))
    if settings.SMS_URL:
        since = effect.created_at if effect.attempts > 1 else None
        try:
            return provider(settings.SMS_URL).send(text, report_to=report_address(effect), since=since)
        except Refused as refusal:
            if refusal.code == UNSUBSCRIBED:
                stops.note_stop(text.to)
            raise
    if not settings.DEMO:
        raise Misconfigured("sms-setup")
    identity = message_id(effect)
    keep(_as_mail(text, identity), identity)
    return identity


def provider(url: str) -> SmsProvider:
    """twilio://ACCOUNT_SID:AUTH_TOKEN@+40312345678, or a messaging service's id in the number's place."""
    parts = urlsplit(url)
    sender = unquote(parts.netloc.rpartition("@")[2])
    if parts.scheme != "twilio" or not (parts.username and parts.password and sender):
        raise ImproperlyConfigured("SMS_URL looks like twilio://ACCOUNT_SID:AUTH_TOKEN@+40312345678.")
    return Twilio(
        account=unquote(parts.username),
        token=unquote(parts.password),
        sender=sender,
        api_url=settings.SMS_API_URL or Twilio.REAL,
    )


def report_address(effect: Effect) -> str:
    path = reverse("sms_report", urlconf=settings.ROOT_URLCONF, args=[effect.pk])
    return f"{settings.SITE_URL}/{path.removeprefix(get_script_prefix())}"


def _as_mail(text: Text, identity: str) -> bytes:
    """For the outbox, which shows both."""
    message = EmailMessage()
    message["X-Text-To"] = text.to
    message["Message-ID"] = identity
    message["Date"] = timezone.now()
    message.set_content(text.body)
    return message.as_bytes()
