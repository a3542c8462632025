"""What Clerk's sign-in component says, in the page's language. What is not named here it says in English.

The keys are Clerk's own (its "localization" prop); {{identifier}} and the like are filled in by the component.
"""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from restartix.core.identity.clerk_errors import ERRORS

FOR_A_CODE = _("to continue to {{applicationName}}")
SEND_AGAIN = _("No code? Send it again")
CODE = _("Code")
ANOTHER_WAY = _("Use another way")

GENERAL = {
    "backButton": _("Back"),
    "dividerText": _("or"),
    "socialButtonsBlockButton": _("Continue with {{provider|titleize}}"),
    "formButtonPrimary": _("Continue"),
    "formButtonPrimary__verify": _("Check"),
    "formFieldLabel__emailAddress": _("E-mail address"),
    "formFieldLabel__emailAddress_username": _("E-mail address or user name"),
    "formFieldLabel__username": _("User name"),
    "formFieldLabel__phoneNumber": _("Phone number"),
    "formFieldLabel__password": _("Password"),
    "formFieldLabel__newPassword": _("New password"),
    "formFieldLabel__confirmPassword": _("The same password again"),
    "formFieldLabel__signOutOfOtherSessions": _("Sign out on all other devices"),
    "formFieldLabel__backupCode": _("Backup code"),
    "formFieldInputPlaceholder__emailAddress": "",
    "formFieldInputPlaceholder__emailAddress_username": "",
    "formFieldInputPlaceholder__phoneNumber": "",
    "formFieldInputPlaceholder__password": "",
    "formFieldInputPlaceholder__backupCode": "",
    "formFieldAction__forgotPassword": _("Forgot your password?"),
    "formFieldError__notMatchingPasswords": _("The two passwords differ."),
    "formFieldError__matchingPasswords": _("The two passwords are the same."),
    "footerActionLink__useAnotherMethod": ANOTHER_WAY,
    "footerPageLink__help": _("Help"),
    "footerPageLink__privacy": _("Privacy"),
    "footerPageLink__terms": _("Terms"),
    "lastAuthenticationStrategy": _("Used last"),
    "maintenanceMode": _("The sign-in service is under maintenance and will be back in a few minutes."),
    "signInEnterPasswordTitle": _("Your password"),
}


def _code_by(title: Any, **more: Any) -> dict[str, Any]:
    return {"title": title, "subtitle": FOR_A_CODE, "formTitle": CODE, "resendButton": SEND_AGAIN} | more


EMAIL_CODE = _code_by(_("Check your e-mail"))
PHONE_CODE = _code_by(_("Check your phone"))
SIGN_IN = {
    "start": {
        "title": _("Sign in to {{applicationName}}"),
        "titleCombined": _("Sign in to {{applicationName}}"),
        "subtitle": _("With the e-mail address that the clinic knows"),
        "subtitleCombined": _("With the e-mail address that the clinic knows"),
        "actionLink__use_phone": _("Use your phone number"),
        "actionLink__use_email": _("Use your e-mail address"),
        "actionLink__use_username": _("Use your user name"),
        "actionLink__use_email_username": _("Use your e-mail address or user name"),
        "actionLink__use_passkey": _("Use a passkey"),
    },
    "password": {
        "title": _("Your password"),
        "subtitle": _("The one that belongs to this account"),
        "actionLink": ANOTHER_WAY,
    },
    "passwordPwned": {"title": _("This password is not safe")},
    "emailCode": EMAIL_CODE,
    "emailCodeMfa": EMAIL_CODE,
    "phoneCode": PHONE_CODE,
    "phoneCodeMfa": PHONE_CODE,
    "totpMfa": {
        "title": _("One more step"),
        "subtitle": _("Type the code that your authenticator app shows."),
        "formTitle": CODE,
    },
    "backupCodeMfa": {
        "title": _("Backup code"),
        "subtitle": _("One of the codes you were given when you set up signing in with two steps."),
    },
    "emailLink": {
        "title": _("Check your e-mail"),
        "subtitle": FOR_A_CODE,
        "formTitle": _("Link by e-mail"),
        "formSubtitle": _("Open the link that we sent to your e-mail address."),
        "resendButton": _("No link? Send it again"),
        "unusedTab": {"title": _("You may close this tab")},
        "verified": {"title": _("You are signed in"), "subtitle": _("One moment…")},
        "verifiedSwitchTab": {
            "titleNewTab": _("Signed in, in another tab"),
            "subtitle": _("Go back to the first tab to continue."),
            "subtitleNewTab": _("Go to the new tab to continue."),
        },
        "loading": {"title": _("Signing in…"), "subtitle": _("One moment…")},
        "failed": {
            "title": _("This link doesn’t work"),
            "subtitle": _("Go back to the first tab and ask for another."),
        },
        "expired": {
            "title": _("This link has expired"),
            "subtitle": _("Go back to the first tab and ask for another."),
        },
        "clientMismatch": {
            "title": _("This link belongs to another device"),
            "subtitle": _("Open it on the device and in the browser where you started to sign in."),
        },
    },
    "passkey": {
        "title": _("Use a passkey"),
        "subtitle": _("Your device asks for your finger, your face or its own code."),
    },
    "forgotPassword": {
        "title": _("A new password"),
        "subtitle": _("to choose a new password"),
        "subtitle_email": _("First type the code that was sent to your e-mail address."),
        "subtitle_phone": _("First type the code that was sent to your phone."),
        "formTitle": CODE,
        "resendButton": SEND_AGAIN,
    },
    "forgotPasswordAlternativeMethods": {
        "title": _("Forgot your password?"),
        "label__alternativeMethods": _("Or sign in another way"),
        "blockButton__resetPassword": _("Choose a new password"),
    },
    "resetPassword": {
        "title": _("Choose a new password"),
        "formButtonPrimary": _("Save the password"),
        "successMessage": _("Your password is changed. You are being signed in."),
        "requiredMessage": _("To stay safe, you need a new password."),
    },
    "resetPasswordMfa": {"detailsLabel": _("First we need to check that it is you.")},
    "alternativeMethods": {
        "title": _("Use another way"),
        "subtitle": _("Each of these signs you in."),
        "actionText": _("None of these works?"),
        "actionLink": _("Get help"),
        "blockButton__emailCode": _("Send a code to {{identifier}}"),
        "blockButton__emailLink": _("Send a link to {{identifier}}"),
        "blockButton__phoneCode": _("Send a code to {{identifier}}"),
        "blockButton__password": _("Use your password"),
        "blockButton__passkey": _("Use a passkey"),
        "blockButton__totp": _("Use your authenticator app"),
        "blockButton__backupCode": _("Use a backup code"),
        "getHelp": {
            "title": _("Help"),
            "content": _("If you can’t sign in, write to us and we will help you."),
            "blockButton__emailSupport": _("Write an e-mail"),
        },
    },
    "accountSwitcher": {
        "title": _("Which account?"),
        "subtitle": _("Choose the one you want to use here."),
        "action__addAccount": _("Another account"),
        "action__signOutAll": _("Sign out of all of them"),
    },
    "noAvailableMethods": {
        "title": _("You can’t sign in this way"),
        "subtitle": _("Something is missing"),
        "message": _("This account has no way to sign in yet. Please ask the clinic."),
    },
}


def component_words(language: str) -> dict[str, Any]:
    """All of it, as the component takes it, in the language that is active."""
    words = {**GENERAL, "signIn": SIGN_IN, "unstable__errors": ERRORS}
    plain: dict[str, Any] = _as_text(words)
    return {"locale": f"{language}-{language.upper()}" if len(language) == 2 else language, **plain}


def _as_text(words: Any) -> Any:
    """Translated now."""
    return {key: _as_text(value) for key, value in words.items()} if isinstance(words, dict) else str(words)
