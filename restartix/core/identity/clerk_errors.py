"""What Clerk's sign-in component says when something is wrong, by the code that Clerk's frontend API answers."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

WRONG = _("That is not right. Check it, or use another way.")
WRONG_CODE = _("This code is not right. Check it, or ask for another.")
UNKNOWN = _("There is no account with this. Use the address that the clinic knows.")
ERRORS = {
    "form_identifier_not_found": UNKNOWN,
    "invitation_account_not_exists": UNKNOWN,
    "external_account_not_found": UNKNOWN,
    "form_password_incorrect": WRONG,
    "form_password_or_identifier_incorrect": WRONG,
    "form_code_incorrect": WRONG_CODE,
    "verification_failed": WRONG_CODE,
    "verification_expired": _("This code has expired. Ask for another."),
    "form_param_nil": _("Please fill this in."),
    "form_param_format_invalid": _("This doesn’t look right. Please check it."),
    "form_param_format_invalid__email_address": _("This doesn’t look like an e-mail address."),
    "form_param_format_invalid__phone_number": _("This doesn’t look like a phone number."),
    "form_password_pwned": _(
        "This password has appeared in a data leak elsewhere. Please choose another one."
    ),
    "form_password_pwned__sign_in": _(
        "This password has appeared in a data leak elsewhere. Please choose a new one below."
    ),
    "form_password_length_too_short": _("This password is too short."),
    "form_password_not_strong_enough": _("This password is too easy to guess."),
    "form_password_size_in_bytes_exceeded": _("This password is too long."),
    "strategy_for_user_invalid": _("This account can’t be used this way. Please choose another."),
    "too_many_requests": _("Too many attempts. Please wait a few minutes."),
    "user_locked": _("Too many wrong attempts. This account is locked for a while."),
    "captcha_invalid": _("We could not verify that you are not a robot. Please load the page again."),
    "not_allowed_access": _("This address can’t be used here. Please ask the clinic."),
    "passkey_not_supported": _("This device does not support passkeys."),
    "passkey_retrieval_cancelled": _("The passkey was not used. Please try again."),
}
