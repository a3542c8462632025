"""The e-mail and the text message that bring a one-time code. The subject holds no code: phones show it when locked."""

from __future__ import annotations

from collections.abc import Callable

from django.template.loader import render_to_string
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from restartix.core.clinics.scope import scope
from restartix.core.effects import sms
from restartix.core.effects.mail import Letter
from restartix.core.effects.mail import send as send_mail
from restartix.core.effects.models import Effect, Kind
from restartix.core.effects.registry import handles
from restartix.core.identity.codes import MINUTES, Purpose, digits_of
from restartix.core.identity.models import OneTimeCode

REASONS: dict[str, Callable[[], str]] = {
    Purpose.BOOKING: lambda: _("Enter this code on the booking page to finish booking at %(clinic)s."),
    Purpose.IDENTITY: lambda: _("Enter this code at %(clinic)s to show that this is you."),
    Purpose.UNLOCK: lambda: _("Enter this code to unlock your session at %(clinic)s."),
    Purpose.PHONE: lambda: _("Enter this code at %(clinic)s to confirm your phone number."),
}


def _is_live(effect: Effect) -> bool:
    """Unless it is used or its time is over."""
    return OneTimeCode.objects.filter(effect=effect.pk, used_at=None, expires_at__gt=timezone.now()).exists()


@handles(Kind.MAIL, "code", while_of_use=_is_live)
def mail_code(effect: Effect) -> str:
    """Send the code."""
    code = _code_of(effect)
    with translation.override(code.language or code.organisation.language):
        message = _as_mail(code)
    return send_mail(message, effect=effect)


@handles(Kind.SMS, "code", while_of_use=_is_live)
def text_code(effect: Effect) -> str:
    """The same as a text message."""
    code = _code_of(effect)
    with translation.override(code.language or code.organisation.language):
        body = _("%(clinic)s: your code is %(code)s. It is valid for %(minutes)s minutes.")
        body %= {"clinic": code.organisation.name, "code": digits_of(code.nonce), "minutes": MINUTES}
    return sms.send(sms.Text(code.phone, body), effect=effect)


def _code_of(effect: Effect) -> OneTimeCode:
    with scope(organisation_id=effect.organisation_id):
        return OneTimeCode.objects.select_related("organisation").get(effect=effect.pk)


def _as_mail(code: OneTimeCode) -> Letter:
    clinic = {"clinic": code.organisation.name}
    digits = digits_of(code.nonce)
    paragraphs = {
        "reason": REASONS[code.purpose]() % clinic,
        "closing": _(
            "It is valid for %(minutes)s minutes. We never ask for it on the phone. "
            "If you didn't ask for it, ignore this e-mail."
        )
        % {"minutes": MINUTES},
    }
    subject = _("Your code for %(clinic)s") % clinic
    context = paragraphs | {"subject": subject, "digits": digits, "organisation": code.organisation}
    return Letter(
        to=code.email,
        subject=subject,
        text="\n\n".join([paragraphs["reason"], digits, paragraphs["closing"], code.organisation.name]),
        html=render_to_string("identity/letters/code.html", context),
        reply_to=code.organisation.email,
        sender_name=code.organisation.name,
    )
