"""Past the limit of its address a booking asks for a code that was mailed there. It refuses nobody: whoever reads what
is sent to the address books, and everybody else has not been written to."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from restartix.core.clinics.actor import Actor
from restartix.core.identity.codes import CodeResult, Purpose, check_code, request_shared_code
from restartix.flows.booking import Details


class BookingCodeForm(forms.Form):
    code = forms.CharField(
        label=gettext_lazy("Code from our e-mail"),
        max_length=40,
        error_messages={"required": gettext_lazy("Please type the code we sent.")},
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "inputmode": "numeric"}),
    )

    def check(self, details: Details, *, by: Actor) -> CodeResult:
        """A right code goes on working until its time is over, for another booking as well."""
        if not self.is_valid():
            return CodeResult.WRONG
        result = check_code(
            Purpose.BOOKING,
            subject=str(by.client_id),
            typed=self.cleaned_data["code"],
            address=details.email.lower(),
            spend=False,
        )
        if result is CodeResult.WRONG:
            self.add_error("code", _("This is not the code we sent. Please check the e-mail again."))
        return result


def send_code(details: Details, by: Actor) -> None:
    request_shared_code(
        Purpose.BOOKING, organisation_id=by.here, subject=str(by.client_id), email=details.email
    )
