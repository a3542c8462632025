"""Whether it is known who booked a visit over an older record, and what staff say when they have checked."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from appointments.link_standing import standing_from
from appointments.models import Appointment


class IdentityCheckForm(forms.Form):
    note = forms.CharField(
        label=_("How did you check who they are?"),
        help_text=_(
            "For example: identity card seen; called back on the number on record. Saved in the history."
        ),
        max_length=300,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"required": _("Please say how you checked who they are.")},
    )


def identity_form(visit: Appointment) -> IdentityCheckForm | None:
    """None where there is nothing to check: the booking made the record, or it is known already who booked."""
    standing = standing_from(visit.mailed_link_standing)  # type: ignore[attr-defined]
    return IdentityCheckForm() if standing.waits_for_proof else None
