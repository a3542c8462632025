"""What onboarding asks: who the patient is, and whose login the address is. Chosen already for somebody unknown."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from appointments.models import Appointment, Status
from appointments.models.visit import OnboardingDecision
from appointments.patient_matches import Match, Matches
from patients.models import LoginOf
from restartix.core.clock import Clock, format_day
from restartix.core.forms.names import NameField
from restartix.core.masks import mask_email, mask_phone
from restartix.core.phone import format_phone

NEW = "new"
SHARED = {
    "email": gettext_lazy("same e-mail"),
    "phone": gettext_lazy("same phone"),
    "birth": gettext_lazy("same name and date of birth"),
}


class ChecklistForm(forms.Form):
    """One press is enough where the clinic knows nobody alike. Elsewhere staff choose: nothing that would open an
    older record is chosen for them."""

    person = forms.ChoiceField(
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Please choose who the patient is.")},
    )
    login_of = forms.ChoiceField(
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Please choose who signs in.")},
    )
    relationship = NameField(
        label=gettext_lazy("Relationship to the patient"),
        help_text=gettext_lazy("Mother, son, carer, …"),
        max_length=40,
        required=False,
    )

    clock: Clock
    """On which the candidates' visits are told; see checklist_at."""

    def __init__(self, data: QueryDict | None, matches: Matches) -> None:
        self.matches, self.suggested = matches, matches.suggestion()
        initial: dict[str, Any] = {"relationship": matches.visit.relationship}
        if self.suggested:
            initial |= {"person": NEW, "login_of": self.suggested.login_of}
        super().__init__(data, initial=initial)
        self.fields["person"].required = bool(matches.found)
        self.fields["login_of"].required = self.suggested is None
        people = [(str(match.person.pk), match.person.name) for match in matches.found]
        self._offer("person", [(NEW, NEW), *people])
        self._offer("login_of", list(_logins(matches.visit)))
        self.fields["login_of"].label = _("Who signs in with %(address)s?") % {
            "address": matches.visit.contact_email
        }

    def _offer(self, name: str, choices: list[tuple[str, str]]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = choices

    @property
    def answer(self) -> OnboardingDecision:
        """As it was sent, once it is valid; as it was suggested where nothing was."""
        told = self.cleaned_data
        if self.suggested and (self.matches.is_settled or not told["login_of"]):
            return self.suggested
        match = self.matches.match(told["person"])
        asked = LoginOf(told["login_of"])
        relationship = told["relationship"] if asked == LoginOf.GUARDIAN else ""
        return OnboardingDecision(match.person if match else None, asked, relationship)

    @property
    def candidates(self) -> list[Candidate]:
        chosen = str(self["person"].value() or "")
        return [_candidate(match, self.clock, chosen) for match in self.matches.found]

    @property
    def chooses_new(self) -> bool:
        return bool(self["person"].value() == NEW)

    @property
    def is_settled(self) -> bool:
        return self.matches.is_settled

    @property
    def hint(self) -> str:
        """The known owners of this address."""
        names = ", ".join(holder.name for holder in self.matches.holders)
        return (
            _("This address is already the login of %(names)s at this clinic.") % {"names": names}
            if names
            else ""
        )


@dataclass(frozen=True)
class Candidate:
    """Somebody the clinic knows, beside what was typed; contacts are masked."""

    id: str
    name: str
    facts: list[tuple[str, str]]
    same: list[str]
    is_chosen: bool


def checklist_for(visit: Appointment, data: QueryDict | None = None) -> ChecklistForm | None:
    """None once the visit no longer waits to be accepted."""
    return ChecklistForm(data, Matches.of(visit)) if visit.status == Status.BOOKED else None


def checklist_at(clock: Clock, checklist: ChecklistForm | None) -> ChecklistForm | None:
    """To be shown to somebody with this clock."""
    if checklist:
        checklist.clock = clock
    return checklist


def typed_facts(visit: Appointment) -> list[tuple[str, str]]:
    """What the visitor typed about the patient, and who typed it."""
    typed = visit.booked_as
    who = f"{visit.booked_by} ({visit.relationship})" if visit.relationship else visit.booked_by
    return [
        (_("Date of birth"), _born(typed.birth_date)),
        (_("E-mail"), visit.contact_email),
        (_("Phone"), format_phone(typed.phone)),
        *([(_("Booked by"), who)] if who else []),
    ]


def _candidate(match: Match, clock: Clock, chosen: str) -> Candidate:
    person = match.person
    facts = [
        (_("Date of birth"), _born(person.birth_date)),
        (_("Login"), mask_email(person.user.email) if person.user else _guarded(match)),
        (_("Phone"), mask_phone(person.phone)),
        (_("Visits"), _visits(match, clock)),
    ]
    same = [str(SHARED[one]) for one in sorted(match.same)]
    if match.has_the_name and "birth" not in match.same:
        same.insert(0, _("same name"))
    return Candidate(str(person.pk), person.name, facts, same, str(person.pk) == chosen)


def _guarded(match: Match) -> str:
    by = [f"{mask_email(one.user.email)} ({one.relationship or _('guardian')})" for one in match.guardians]
    return ", ".join(by) or _("none")


def _visits(match: Match, clock: Clock) -> str:
    count = ngettext("%(count)s visit", "%(count)s visits", match.visits) % {"count": match.visits}
    if match.last_visit is None:
        return count
    last = format_day(clock.local(match.last_visit).date(), "d MMM y")
    return _("%(visits)s, last on %(day)s") % {"visits": count, "day": last}


def _born(day: Any) -> str:
    return format_day(day, "d MMMM y") if day else ""


def _logins(visit: Appointment) -> Iterator[tuple[str, str]]:
    yield LoginOf.PATIENT, _("The patient")
    name = visit.booked_by
    yield (
        LoginOf.GUARDIAN,
        _("%(name)s, who cares for the patient") % {"name": name}
        if name
        else _("Somebody who cares for the patient"),
    )
    yield LoginOf.NOBODY, _("Nobody for now")
