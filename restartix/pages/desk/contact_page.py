"""A patient's contact data, corrected by staff: whom to call and text, and where e-mails go."""

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

from patients.display_names import names_of
from patients.models import PatientPerson
from restartix.core.clinics.models import Event
from restartix.core.clock import Clock
from restartix.core.limits import limit_tries
from restartix.core.phone import to_e164
from restartix.core.web.audiences import admins_only
from restartix.core.web.current_clinic import clinic_of
from restartix.core.web.middleware import ClinicRequest
from restartix.flows.patient_details import Contact
from restartix.pages.desk.clocks import staff_clock
from restartix.pages.desk.history_wording import event_in_words


class ContactForm(forms.Form):
    """Asks for what may be corrected: the phone of a person this clinic made, the address of visits ahead."""

    phone = forms.CharField(
        label=gettext_lazy("Phone"),
        help_text=gettext_lazy("For calls, and for text messages if they asked for them."),
        max_length=40,
        required=False,
        widget=forms.TextInput(attrs={"type": "tel", "autocomplete": "off"}),
    )
    email = forms.EmailField(
        label=gettext_lazy("E-mail for messages"),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
    )

    def __init__(self, data: Any = None, *, contact: Contact, zone: str) -> None:
        super().__init__(data, initial={"phone": contact.person.phone, "email": contact.email})
        self.zone = zone
        if not contact.may_correct_phone:
            del self.fields["phone"]
        if not contact.visits:
            del self.fields["email"]

    def clean_phone(self) -> str:
        said: str = self.cleaned_data["phone"].strip()
        if not said or "phone" not in self.changed_data:
            return said
        return to_e164(said, zone=self.zone)

    def clean_email(self) -> str:
        return str(self.cleaned_data["email"]).lower()


@limit_tries("link")
@admins_only
@require_http_methods(["GET", "HEAD", "POST"])
def person_contact(request: ClinicRequest, pk: UUID) -> HttpResponse:
    person = get_object_or_404(PatientPerson.objects.select_related("user"), pk=pk)
    contact = Contact(person, request.actor)
    form = ContactForm(request.POST or None, contact=contact, zone=clinic_of(request).time_zone)
    if request.method == "POST" and form.is_valid():
        messages.success(
            request, _("Saved.") if contact.correct(**form.cleaned_data) else _("Nothing has changed.")
        )
        return redirect("person", pk)
    context = {
        "person": person,
        "form": form,
        "ahead": len(contact.visits),
        "may_correct_phone": contact.may_correct_phone,
        "events": _told(person, staff_clock(request.actor)),
        "section": "calendar",
    }
    return render(
        request, "appointments/desk/people/contact.html", context, status=422 if form.is_bound else 200
    )


def _told(person: PatientPerson, clock: Clock) -> list[dict[str, str]]:
    """Earlier corrections, newest first; each once, however many visits it concerned."""
    events = Event.objects.filter(appointment__patient_person=person, verb="contact corrected").order_by(
        "-at"
    )
    once = {(event.at.replace(second=0, microsecond=0), str(event.details)): event for event in events[:100]}
    names = names_of({event.actor_user_id for event in once.values() if event.actor_user_id})
    return [
        {
            "what": event_in_words(event, clock, {}),
            "who": names.get(event.actor_user_id, ""),
            "when": f"{clock.short(event.at)}, {clock.name}",
            "why": "",
        }
        for event in once.values()
    ]
