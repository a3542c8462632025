"""A patient's name and date of birth, corrected by the clinic that created the record."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from patients.births import BirthDateField
from patients.display_names import names_of
from patients.models import PatientPerson
from restartix.core.clinics.models import Event
from restartix.core.clock import Clock
from restartix.core.forms.names import PersonNameField
from restartix.core.web.audiences import admins_only
from restartix.core.web.middleware import ClinicRequest
from restartix.flows.patient_details import correct_identity
from restartix.pages.desk.clocks import staff_clock
from restartix.pages.desk.history_wording import event_in_words

IDENTITY = ("name", "birth_date")


class IdentityForm(forms.Form):
    name = PersonNameField(
        label=gettext_lazy("Name"),
        max_length=120,
        error_messages={"required": gettext_lazy("Please enter the name.")},
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    birth_date = BirthDateField(label=gettext_lazy("Date of birth"), required=False)
    reason = forms.CharField(
        label=gettext_lazy("Why?"),
        help_text=gettext_lazy("For example: misheard on the phone, or as the identity card says."),
        max_length=500,
        error_messages={"required": gettext_lazy("Please say why.")},
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(self, data: Any = None, *, person: PatientPerson) -> None:
        super().__init__(data, initial={name: getattr(person, name) for name in IDENTITY})

    @property
    def changes(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in IDENTITY if name in self.changed_data}


@admins_only
@require_http_methods(["GET", "HEAD", "POST"])
def person_identity(request: ClinicRequest, pk: UUID) -> HttpResponse:
    """A person of another clinic is corrected by that clinic, or by themselves."""
    person = get_object_or_404(PatientPerson.objects.select_related("user"), pk=pk)
    is_ours = person.made_by_id == request.actor.here
    form = IdentityForm(request.POST or None, person=person) if is_ours else None
    if form and form.is_bound and form.is_valid():
        if form.changes:
            reason = form.cleaned_data["reason"]
            correct_identity(person, form.changes, by=request.actor, reason=reason)
        messages.success(request, _("Saved.") if form.changes else _("Nothing has changed."))
        return redirect("person", pk)
    context = {
        "person": person,
        "form": form,
        "events": _told(person, staff_clock(request.actor)),
        "section": "calendar",
    }
    is_refused = request.method == "POST"
    return render(
        request, "appointments/desk/people/identity.html", context, status=422 if is_refused else 200
    )


def _told(person: PatientPerson, clock: Clock) -> list[dict[str, str]]:
    """Earlier corrections and their reasons, newest first; each once, however many visits recorded it."""
    told = Event.objects.filter(appointment__patient_person=person, verb="identity corrected")
    events = told.order_by("-at")[:100]
    once = {(event.at.replace(second=0, microsecond=0), event.reason): event for event in events}
    names = names_of({event.actor_user_id for event in once.values() if event.actor_user_id})
    return [
        {
            "what": event_in_words(event, clock, {}),
            "who": names.get(event.actor_user_id, ""),
            "when": f"{clock.short(event.at)}, {clock.name}",
            "why": event.reason,
        }
        for event in once.values()
    ]
