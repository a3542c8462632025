"""Twilio, which carries text messages to phones. It gets a number and a sentence, never a name.

Facts: Programmable Messaging's Messages resource, version 2010-04-01, its error dictionary, and its rules for
signing what it sends to us.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING, Any, ClassVar

import requests
from django.utils.crypto import constant_time_compare

from restartix.core.effects.failures import Misconfigured, OutsideFailure, Refused, TryLater, failure
from restartix.core.effects.models import Delivery
from restartix.core.numbers import whole_number

if TYPE_CHECKING:
    from restartix.core.effects.sms import Text

BAD_KEY = "sms-bad-key"
UNSUBSCRIBED = "sms-unsubscribed"
REFUSALS = {
    20003: BAD_KEY,
    21211: "sms-bad-number",
    21217: "sms-bad-number",
    21408: "sms-region",
    21610: UNSUBSCRIBED,
    21612: "sms-bad-number",
    21614: "sms-landline",
    30003: "sms-switched-off",
    30004: "sms-blocked",
    30005: "sms-bad-number",
    30006: "sms-landline",
    30007: "sms-blocked",
}
DELIVERIES = {
    "sent": Delivery.SENT,
    "delivered": Delivery.DELIVERED,
    "read": Delivery.DELIVERED,
    "undelivered": Delivery.FAILED,
    "failed": Delivery.FAILED,
    "canceled": Delivery.FAILED,
}
LOST = {"failed", "undelivered", "canceled"}


@dataclass(frozen=True)
class Twilio:
    """One account and the number (or messaging service) it sends from. Every call has a time limit."""

    REAL: ClassVar[str] = "https://api.twilio.com"

    account: str
    token: str = field(repr=False)
    sender: str
    api_url: str = REAL
    timeouts: tuple[float, float] = (3.05, 10)

    def send(self, text: Text, *, report_to: str, since: datetime | None) -> str:
        """Twilio has no idempotency key, so a further attempt first checks whether it already has this message."""
        if since and (earlier := self._earlier(text, since)):
            return earlier
        service = self.sender.startswith("MG")
        sent = {
            "To": text.to,
            "MessagingServiceSid" if service else "From": self.sender,
            "Body": text.body,
            "StatusCallback": report_to,
        }
        return str(_of(self._ask("POST", data=sent), "sid"))

    def _earlier(self, text: Text, since: datetime) -> str | None:
        for message in self._list(text.to):
            made = _moment(message.get("date_created"))
            is_same = message.get("body") == text.body and message.get("status") not in LOST
            if is_same and made and made >= since - timedelta(minutes=1):
                return str(_of(message, "sid"))
        return None

    def _list(self, to: str) -> Iterator[dict[str, Any]]:
        messages = _of(self._ask("GET", params={"To": to, "PageSize": "50"}), "messages", may_be_empty=True)
        yield from (message for message in messages if isinstance(message, dict))

    def _ask(self, method: str, **details: Any) -> Any:
        url = f"{self.api_url}/2010-04-01/Accounts/{self.account}/Messages.json"
        login = (self.account, self.token)
        try:
            answer = requests.request(method, url, auth=login, timeout=self.timeouts, **details)
        except requests.Timeout:
            raise TryLater("sms-silent") from None
        except requests.RequestException:
            raise TryLater("sms-unreachable") from None
        if answer.status_code >= 300:
            raise _failure(answer)
        return _json(answer)


def is_signed(signature: str, *, token: str, url: str, said: Mapping[str, str]) -> bool:
    """Is this from Twilio? It signs the whole address it called and every field, in the order of their names."""
    signed = url + "".join(f"{name}{said[name]}" for name in sorted(said))
    digest = hmac.new(token.encode(), signed.encode(), hashlib.sha1).digest()
    return constant_time_compare(base64.b64encode(digest).decode(), signature)


def read_report(said: Mapping[str, str]) -> tuple[Delivery, str] | None:
    """The delivery state in a report, with a code of ours when the message did not arrive; None if it says nothing
    new."""
    delivery = DELIVERIES.get(said.get("MessageStatus", ""))
    if delivery is None:
        return None
    code = said.get("ErrorCode", "")
    known = REFUSALS.get(whole_number(code) or 0, "sms-undelivered")
    return delivery, known if delivery == Delivery.FAILED else ""


def _failure(answer: requests.Response) -> OutsideFailure:
    """Its error code says more than the status. Its words may hold the number, so they stay here."""
    judged = failure("sms", status=answer.status_code, retry_after=answer.headers.get("Retry-After"))
    if isinstance(judged, TryLater) and not isinstance(judged, Misconfigured):
        return judged
    try:
        code = REFUSALS.get(_json(answer)["code"])
    except (TryLater, KeyError, TypeError):
        return judged
    if code == BAD_KEY:
        return Misconfigured(code)
    return Refused(code) if code else judged


def _json(answer: requests.Response) -> Any:
    try:
        return answer.json()
    except ValueError:
        raise TryLater("sms-unclear") from None


def _of(data: Any, name: str, *, may_be_empty: bool = False) -> Any:
    if not isinstance(data, dict) or name not in data or not (data[name] or may_be_empty):
        raise TryLater("sms-unclear")
    return data[name]


def _moment(written: Any) -> datetime | None:
    try:
        return parsedate_to_datetime(str(written))
    except (TypeError, ValueError):
        return None
