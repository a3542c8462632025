"""The page on which staff put the right patient on a visit, for the wrong one that is on it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from appointments.models import Appointment
from appointments.search import find_persons
from patients.models import PatientPerson
from restartix.core.refusals import NotYours, Refusal
from restartix.core.web.audiences import members_only
from restartix.core.web.middleware import ClinicRequest
from restartix.flows.person_correction import PersonCorrection
from restartix.pages.desk.registration_person import MOST_FOUND, person_line
from restartix.pages.desk.visit_queries import visit_at_the_desk


class PersonCorrectionForm(forms.Form):
    """Who the patient is, among those whom the clinic knows, and why it is corrected only now."""

    find = forms.CharField(label=gettext_lazy("Name or phone number of the right patient"), max_length=80)
    person = forms.ChoiceField(
        label=gettext_lazy("Who is it?"),
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Please choose the right patient.")},
    )
    email = forms.EmailField(
        label=gettext_lazy("E-mail"),
        help_text=gettext_lazy("If empty, e-mails go to the address of their other visits."),
        max_length=254,
        required=False,
    )
    reason = forms.CharField(
        label=gettext_lazy("Why?"),
        help_text=gettext_lazy("Saved in the visit’s history."),
        max_length=500,
        error_messages={"required": gettext_lazy("Please say why.")},
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(self, data: Any = None, *, visit: Appointment) -> None:
        super().__init__(data)
        asked = str(self["find"].value() or "").strip()
        found = find_persons(asked, most=MOST_FOUND + 1) if len(asked) > 1 else []
        here = PatientPerson.objects.filter(patients__organisation=visit.organisation_id)
        known = here.filter(pk__in=[one.pk for one in found]).exclude(pk=visit.patient_person_id)
        by_key = {one.pk: one for one in known.select_related("user")}
        self.persons = {str(one.pk): by_key[one.pk] for one in found if one.pk in by_key}
        field = self.fields["person"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(key, person_line(one)) for key, one in self.persons.items()]


@members_only
@require_http_methods(["GET", "HEAD", "POST"])
def person_correction(request: ClinicRequest, pk: int) -> HttpResponse:
    visit = visit_at_the_desk(request, pk)
    form = PersonCorrectionForm(request.POST or None, visit=visit)
    if not form.is_bound or "search" in request.POST:
        return _page(request, visit, form)
    if not form.is_valid():
        return _page(request, visit, form, status=422)
    person = form.persons[form.cleaned_data["person"]]
    email = form.cleaned_data["email"] or email_of(person, visit)
    try:
        PersonCorrection(visit, person, email).perform(by=request.actor, reason=form.cleaned_data["reason"])
    except Refusal as refusal:
        status = 403 if isinstance(refusal, NotYours) else 409
        return _page(request, visit_at_the_desk(request, pk), form, status=status, refusal=str(refusal))
    messages.success(request, _("The visit now belongs to %(name)s.") % {"name": person.name})
    return redirect(visit)


def email_of(person: PatientPerson, visit: Appointment) -> str:
    """Where the e-mails of this person's latest other visit go, else their login's address."""
    others = Appointment.objects.not_removed().filter(patient_person=person).exclude(pk=visit.pk)
    latest = others.exclude(contact_email="").order_by("-started_at").values_list("contact_email", flat=True)
    return latest.first() or (person.user.email if person.user else "")


def _page(
    request: ClinicRequest,
    visit: Appointment,
    form: PersonCorrectionForm,
    *,
    status: int = 200,
    refusal: str = "",
) -> HttpResponse:
    is_searching = not form.is_bound or "search" in request.POST
    context = {
        "visit": visit,
        "form": form,
        "errors": None if is_searching else form,
        "refusal": refusal,
        "section": "calendar",
    }
    return render(request, "appointments/desk/correcting_person.html", context, status=status)
