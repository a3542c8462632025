"""Patients who come for several sessions: enrolling them, and seeing how far they are."""

from __future__ import annotations

from uuid import UUID

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from django.views.decorators.http import require_POST, require_safe

from appointments.models import PatientServicePlan, Service
from appointments.plans import PlanProgress, enrol, with_figures
from patients.models import PatientPerson
from restartix.core.forms.number_field import NumberField
from restartix.core.web.audiences import admins_only, members_only
from restartix.core.web.middleware import ClinicRequest

A_PAGE = 30


class EnrolmentForm(forms.Form):
    service = forms.ModelChoiceField(
        Service.objects.none(), label=gettext_lazy("Service"), empty_label=gettext_lazy("Choose a service")
    )
    sessions = NumberField(
        label=gettext_lazy("Sessions"),
        least=1,
        most=100,
        unit=pgettext_lazy("after a number", "sessions"),
        initial=10,
    )

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.fields["service"].queryset = Service.objects.filter(is_active=True)  # type: ignore[attr-defined]


@admins_only
@require_safe
def plans(request: ClinicRequest) -> HttpResponse:
    going = PatientServicePlan.objects.filter(ended_at=None).select_related("person", "service")
    page = Paginator(with_figures(going.order_by("-created_at", "-pk")), A_PAGE).get_page(
        request.GET.get("page")
    )
    context = {
        "page": page,
        "plans": [PlanProgress.of(plan) for plan in page.object_list],
        "section": "settings",
    }
    return render(request, "appointments/settings/plans.html", context)


@members_only
@require_POST
def enrolment(request: ClinicRequest, pk: UUID) -> HttpResponse:
    """This person comes for so many sessions of a service."""
    from restartix.pages.desk.patient_page import show

    person = get_object_or_404(PatientPerson, pk=pk)
    form = EnrolmentForm(request.POST)
    if not form.is_valid():
        return show(request, person, enrolment=form, status=422)
    enrol(person, **form.cleaned_data, by=request.actor)
    messages.success(request, _("Enrolled. Book the first session from here."))
    return redirect("person", pk)


@members_only
@require_POST
def plan_end(request: ClinicRequest, pk: int) -> HttpResponse:
    """No further session can be booked; those already booked stay."""
    plan = get_object_or_404(PatientServicePlan, pk=pk)
    plan.end()
    messages.success(request, _("The plan has ended. Its visits stay as they are."))
    return redirect("person", plan.person_id)
