"""One person as staff see them: who they are, how to reach them, their visits, plans and forms."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import NoReverseMatch, reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from appointments.models import Appointment, PatientServicePlan
from appointments.plans import PlanProgress, progress_of, session_words
from forms.models import Form, FormStatus
from patients.models import PatientPerson
from restartix.core.clock import Clock, format_day
from restartix.core.phone import format_phone
from restartix.core.web.access_log import opens
from restartix.core.web.audiences import members_only
from restartix.core.web.middleware import ClinicRequest
from restartix.pages.desk.clocks import desk_clock
from restartix.pages.desk.history_wording import late_word
from restartix.pages.desk.plans import EnrolmentForm
from restartix.pages.desk.proposals import pending_lines, proposals_of

A_PAGE = 20


@opens("person", person="pk")
@members_only
@require_safe
def person(request: ClinicRequest, pk: UUID) -> HttpResponse:
    return show(request, get_object_or_404(PatientPerson.objects.select_related("user"), pk=pk))


def show(
    request: ClinicRequest,
    person: PatientPerson,
    *,
    enrolment: EnrolmentForm | None = None,
    status: int = 200,
) -> HttpResponse:
    clock = desk_clock(request)
    visits = Appointment.objects.not_removed().with_names().filter(patient_person=person)
    if not request.actor.is_admin:
        visits = visits.filter(specialist__in=request.actor.specialist_ids)
    visits = visits.select_related("patient_service_plan").order_by("-started_at")
    page = Paginator(visits, A_PAGE).get_page(request.GET.get("page"))
    context = {
        "person": person,
        "facts": facts_of(person, page.object_list),
        "zone": clock.name,
        "page": page,
        "visits": [line(visit, clock) for visit in page.object_list],
        "plans": plans_of(person),
        "signed": signed_forms(page.object_list, clock),
        "enrolment": enrolment or EnrolmentForm(),
        "register_url": registration_url(person),
        "proposals": proposals_of(
            [line for (line,) in pending_lines(person=person, organisation=request.actor.here)],
            person,
            by=request.actor,
            clock=clock,
            back=request.path,
        ),
    }
    return render(request, "appointments/desk/people/person.html", context, status=status)


def plans_of(person: PatientPerson) -> list[tuple[PlanProgress, str]]:
    """Running ones first, each with where its next session is planned."""
    plans = PatientServicePlan.objects.filter(person=person).select_related("service")
    return [
        (one, registration_url(person, one)) for one in progress_of(plans.order_by("ended_at", "-created_at"))
    ]


def facts_of(person: PatientPerson, visits: Any) -> list[tuple[str, str]]:
    """How to reach them: e-mails go where their latest visit says, otherwise to the login's address."""
    email = next((one.contact_email for one in visits if one.contact_email), "")
    return [
        (_("Phone"), format_phone(person.phone)),
        (_("E-mail"), email or (person.user.email if person.user else "")),
        (_("Date of birth"), format_day(person.birth_date, "d MMMM y") if person.birth_date else ""),
        (_("Login"), person.user.email if person.user else _("none yet")),
    ]


def line(visit: Appointment, clock: Clock) -> dict[str, Any]:
    return {
        "url": visit.get_absolute_url(),
        "name": visit.service.name,
        "when": f"{clock.short(visit.started_at)} · {visit.specialist.display_name}",
        "session": session_words(visit),
        "status": visit.status,
        "word": late_word(visit),
    }


def signed_forms(visits: Any, clock: Clock) -> list[dict[str, str]]:
    signed = Form.objects.current().filter(appointment__in=list(visits), status=FormStatus.SIGNED)
    return [
        {
            "name": form.name,
            "when": clock.short(form.signed_at) if form.signed_at else "",
            "url": reverse("desk_form", args=[form.appointment_id, form.pk]),
        }
        for form in signed.order_by("-signed_at")
    ]


def registration_url(person: PatientPerson, progress: PlanProgress | None = None) -> str:
    """Where a visit is planned for them, as a session of this plan; empty when it can't be."""
    if progress and not progress.may_plan:
        return ""
    asked = {"person": str(person.pk)} | (_of_plan(progress.plan) if progress else {})
    try:
        return f"{reverse('registration')}?{urlencode(asked)}"
    except NoReverseMatch:
        return ""


def _of_plan(plan: PatientServicePlan) -> dict[str, str]:
    return {"plan": str(plan.pk), "service": str(plan.service_id)}
