"""The page on which staff register a visit: for somebody the clinic knows, or for somebody new."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from appointments.booking.channel import Channel
from appointments.desk.clocks import staff_clock
from appointments.desk.newcomer import RegistrationForm
from appointments.desk.placing import why_taken
from appointments.desk.when import open_parts
from appointments.models import Appointment, PatientServicePlan, Specialist
from appointments.registration import Registration
from patients.models import PatientPerson
from restartix.numbers import whole_number
from restartix.organisations.audiences import members_only
from restartix.organisations.clinic import clinic_of
from restartix.organisations.middleware import ClinicRequest
from restartix.refusals import NotYours, Refusal, SlotTaken

PARTIAL = ("look", "search")


@members_only
@require_http_methods(["GET", "HEAD", "POST"])
def registration(request: ClinicRequest) -> HttpResponse:
    """GET may name `at`, `with`, `person` and `plan`: from the calendar, a patient's page or a plan's."""
    form = _form(request)
    if not form.is_bound or any(name in request.POST for name in PARTIAL):
        return _page(request, form)
    if not form.is_valid():
        return _page(request, form, status=422)
    told = form.cleaned_data
    wanted = Registration(told["service"], told["specialist"], form.started_at, _plan(request))
    try:
        with transaction.atomic():
            reached = {"email": told["email"], "wants_sms": told.get("wants_sms", False)}
            visit = wanted.register(_person(form), by=request.actor, **reached)
    except Refusal as refusal:
        said = why_taken(_there(wanted), by=request.actor) if isinstance(refusal, SlotTaken) else str(refusal)
        return _page(request, form, status=403 if isinstance(refusal, NotYours) else 409, refusal=said)
    messages.success(request, _("The visit is registered. The patient is told by e-mail."))
    return redirect(visit)


@members_only
@require_POST
def people_alike(request: ClinicRequest) -> HttpResponse:
    """Whom the clinic knows who is like what is being typed: asked for by the page as somebody types."""
    return render(request, "appointments/desk/registration/_alike.html", {"form": _form(request)})


def _form(request: ClinicRequest) -> RegistrationForm:
    assert request.actor.organisation_id
    active = Specialist.objects.filter(is_active=True)
    own = active if request.actor.is_admin else active.filter(pk__in=request.actor.specialist_ids)
    about: dict[str, Any] = {
        "specialists": list(own),
        "clock": staff_clock(request.actor),
        "organisation": clinic_of(request),
    }
    if request.method == "POST":
        return RegistrationForm(request.POST, **about)
    return RegistrationForm.begun(request.GET, **about)


def _person(form: RegistrationForm) -> PatientPerson:
    """The one chosen, or one made from what was typed."""
    told = form.cleaned_data
    if told["person"]:
        return PatientPerson.objects.select_related("user").get(pk=told["person"])
    about = {name: told[name] for name in ("name", "phone", "birth_date")}
    return PatientPerson.objects.create(made_by=form.organisation, **about)


def _plan(request: ClinicRequest) -> PatientServicePlan | None:
    plan_id = whole_number(request.POST.get("plan", ""))
    return PatientServicePlan.objects.filter(pk=plan_id).first() if plan_id is not None else None


def _there(wanted: Registration) -> Appointment:
    return Appointment(specialist=wanted.specialist, started_at=wanted.started_at, ended_at=wanted.ends_at)


def _page(
    request: ClinicRequest, form: RegistrationForm, *, status: int = 200, refusal: str = ""
) -> HttpResponse:
    whose, day = form.looks_at
    service = form.chosen_service
    context = {
        "form": form,
        "known": form.known_person,
        "zone": form.clock.name,
        "whose": whose,
        "parts": open_parts(Channel(service), whose, day, form.clock) if service else [],
        "refusal": refusal,
        "section": "calendar",
    }
    return render(request, "appointments/desk/registration.html", context, status=status)
