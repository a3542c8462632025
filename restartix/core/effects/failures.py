"""What can go wrong with an outside service: two kinds for the worker, codes for the log, sentences for the staff."""

from __future__ import annotations

import math
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from django.utils.translation import gettext_lazy as _

LONGEST_WAIT = 24 * 60 * 60.0
MISCONFIGURED = {401: "bad-key", 402: "plan", 403: "forbidden"}


class OutsideFailure(Exception):
    """An outside service did not do what it was asked.

    Its text is only the code: no address, name or answer's body, so it may be logged and kept.
    """

    def __init__(self, code: str, *, retry_after: float | None = None) -> None:
        super().__init__(code)
        self.code = code
        self.retry_after = retry_after


class TryLater(OutsideFailure):
    """The same request may well succeed later, not before `retry_after` seconds when the service said so."""


class Misconfigured(TryLater):
    """Our key, plan or setting is not accepted: nothing goes out until whoever runs the site has corrected it."""


class Refused(OutsideFailure):
    """Repeating the request won't help; a person has to change something."""


def failure(service: str, *, status: int, retry_after: str | None = None) -> OutsideFailure:
    """What an unwelcome HTTP status of `service` means to us; `retry_after` is the header as it came."""
    if status in {409, 423, 429}:
        return TryLater(f"{service}-busy", retry_after=seconds_until(retry_after))
    if status in {408, 425} or status >= 500:
        return TryLater(f"{service}-unavailable", retry_after=seconds_until(retry_after))
    if status < 300:
        return TryLater(f"{service}-unclear")
    if status in MISCONFIGURED:
        return Misconfigured(f"{service}-{MISCONFIGURED[status]}")
    return Refused(f"{service}-not-found" if status == 404 else f"{service}-refused")


def seconds_until(retry_after: str | None) -> float | None:
    """Retry-After as seconds from now, at most a day; None when there is none or it makes no sense."""
    if not retry_after:
        return None
    try:
        seconds = float(retry_after)
    except ValueError:
        return _seconds_until_date(retry_after)
    return min(max(seconds, 0.0), LONGEST_WAIT) if math.isfinite(seconds) else None


def reason(code: str, *, given_up: bool = False) -> str:
    """The code in words, in the reader's language, and whether it passes by itself; unless it was given up."""
    kind = code.partition("-")[2] or code
    said = _said(code)
    return f"{said} {AGAIN}" if kind in PASSING and not given_up else said


def _said(code: str) -> str:
    """A code we have no words for is shown as it is."""
    service, _dash, kind = code.partition("-")
    if code in SPECIAL:
        return str(SPECIAL[code])
    if service in SERVICES and kind in KINDS:
        return str(KINDS[kind]) % {"service": SERVICES[service]}
    return str(_("Something went wrong (%(code)s).")) % {"code": code}


def _seconds_until_date(date: str) -> float | None:
    try:
        moment = parsedate_to_datetime(date)
    except (TypeError, ValueError):
        return None
    moment = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return min(max((moment - datetime.now(UTC)).total_seconds(), 0.0), LONGEST_WAIT)


SERVICES = {
    "clerk": "Clerk",
    "daily": "Daily",
    "mail": _("The mail server"),
    "sms": _("The text message service"),
}

AGAIN = _("It will be tried again automatically.")
PASSING = frozenset(
    {
        "busy",
        "unavailable",
        "silent",
        "unreachable",
        "unclear",
        "unexpected",
        "setup",
        *MISCONFIGURED.values(),
    }
)
KINDS = {
    "busy": _("%(service)s asked us to wait."),
    "unavailable": _("%(service)s is not working at the moment."),
    "silent": _("%(service)s did not answer in time."),
    "unreachable": _("%(service)s could not be reached."),
    "unclear": _("%(service)s gave an answer we could not read."),
    "bad-key": _("%(service)s does not accept our key. The administrator of this site has to correct it."),
    "forbidden": _(
        "%(service)s does not allow this with our key. The administrator of this site has to check it."
    ),
    "plan": _("The subscription with %(service)s does not include this, or its payment is missing."),
    "not-found": _("%(service)s does not know this address. The administrator of this site has to check it."),
    "refused": _("%(service)s refused the request."),
}

SPECIAL = {
    "clerk-refused-email": _("Clerk does not accept this e-mail address. Correct it, then try again."),
    "clerk-email-unproven": _(
        "An account with this e-mail address exists, but its owner has not confirmed the address."
    ),
    "clerk-setup": _("Clerk requires more than an e-mail address. Its sign-up settings have to be changed."),
    "clerk-gone": _("Clerk no longer knows this account or session."),
    "daily-time-over": _("The visit has ended, so no video room is created for it."),
    "mail-setup": _("No mail server is set up. The administrator of this site has to set EMAIL_URL."),
    "mail-bounced": _("The mailbox does not exist, is full or refuses our e-mails."),
    "mail-rejected": _(
        "The mail provider no longer sends to this address, because earlier e-mails came back."
    ),
    "mail-undelivered": _("The mail provider could not deliver it."),
    "sms-setup": _("No text message service is set up. The administrator of this site has to set SMS_URL."),
    "sms-bad-number": _("This is not a number that text messages can reach."),
    "sms-landline": _("This number is a landline, or cannot receive text messages."),
    "sms-unsubscribed": _("The owner of this number has asked us to stop sending text messages."),
    "sms-region": _("The text message account may not send to this country."),
    "sms-switched-off": _("The phone was switched off or out of reach."),
    "sms-blocked": _("The phone company blocked the message."),
    "sms-undelivered": _("The phone company could not deliver the message."),
    "unexpected": _("Something unexpected went wrong."),
}
