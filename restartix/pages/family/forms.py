"""What is asked about who acts for a person."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from patients.births import BirthDateField
from patients.models import Guardianship
from restartix.core.clock import Clock
from restartix.core.forms.days import DayField
from restartix.core.forms.names import NameField
from restartix.core.weeks import A_DAY

Right = Guardianship.Right
RIGHTS = [
    (Right.BOOK, _("Book, confirm, move and cancel visits")),
    (Right.FORMS, _("Fill in and sign forms")),
    (Right.RESULTS, _("See results, documents and reviews")),
]


def identity_check(*, required: bool = False) -> forms.CharField:
    """What staff saw or asked before they opened a record to somebody."""
    return forms.CharField(
        label=_("How did you check who they are?"),
        help_text=_("For example: identity card seen at the desk. It is saved and shown here."),
        max_length=300,
        required=required,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"required": _("Please say how you checked who they are.")},
    )


class RightsForm(forms.Form):
    """What a guardian may do, and for how long. Whoever grants more than booking states how they checked."""

    held: frozenset[str] = frozenset({Right.BOOK})

    rights = forms.MultipleChoiceField(
        label=_("What they may do"),
        choices=RIGHTS,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one right. To withdraw all of them, press End.")},
    )
    last_day = DayField(
        label=_("Until, that day included"),
        required=False,
        help_text=_("If empty: until it is ended. For a child it ends automatically at eighteen."),
    )

    identity_check = identity_check()

    def __init__(self, *args: Any, clock: Clock, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.clock = clock

    def clean(self) -> dict[str, Any]:
        told = super().clean() or self.cleaned_data
        if set(told.get("rights", ())) - self.held and not told.get("identity_check"):
            self.add_error("identity_check", _("Please say how you checked who they are."))
        return told

    def clean_last_day(self) -> date | None:
        last_day: date | None = self.cleaned_data["last_day"]
        if last_day and last_day < self.clock.today:
            raise forms.ValidationError(_("This day has passed."))
        return last_day

    @property
    def ends(self) -> datetime | None:
        """The instant at which it ends: the end of the last day on the clinic's clock."""
        last_day: date | None = self.cleaned_data["last_day"]
        return self.clock.midnight(last_day + A_DAY) if last_day else None

    @classmethod
    def of(cls, held: Guardianship, clock: Clock) -> RightsForm:
        ends = clock.local(held.valid_until) - timedelta(seconds=1) if held.valid_until else None
        asked = {"rights": held.rights, "last_day": ends.date() if ends else None}
        return cls(initial=asked, prefix=str(held.pk), clock=clock)


class GrantForm(forms.Form):
    """What the person themself lets a guardian do."""

    rights = forms.MultipleChoiceField(
        label=_("What they may do"),
        choices=RIGHTS,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one right. To withdraw all of them, press End.")},
    )


class GuardianForm(RightsForm):
    """Somebody new who is to act for a person."""

    name = NameField(label=_("Name"), max_length=120)
    email = forms.EmailField(
        label=_("E-mail"), max_length=254, help_text=_("They sign in with this address.")
    )
    relationship = NameField(
        label=_("Relationship to the patient"),
        max_length=40,
        help_text=_("For example: mother, son, carer."),
    )
    field_order = ("name", "email", "relationship", "rights", "last_day", "identity_check")


class OwnLoginForm(forms.Form):
    email = forms.EmailField(
        label=_("The patient’s own e-mail"),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
    )
    identity_check = identity_check(required=True)


class DependentForm(forms.Form):
    """Somebody whom a signed-in person looks after."""

    own_name = NameField(
        label=_("Your own name"), max_length=120, help_text=_("So that the clinic knows who acts."),
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )  # fmt: skip
    name = NameField(label=_("Their name"), max_length=120)
    birth_date = BirthDateField(label=_("Their date of birth"))
    relationship = NameField(
        label=_("Your relationship to them"), max_length=40, help_text=_("For example: mother, son, carer.")
    )

    def __init__(self, *args: Any, clock: Clock, own_name: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.clock = clock
        if own_name:
            del self.fields["own_name"]

    def clean_name(self) -> str:
        name = " ".join(self.cleaned_data["name"].split())
        if not any(letter.isalpha() for letter in name):
            raise forms.ValidationError(_("Please write the name in letters."))
        return name
