"""The page on which staff register a visit: for somebody the clinic knows, or for somebody new."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from appointments.availability.channel import Channel
from appointments.models import Appointment, Specialist
from appointments.plans import words_of
from patients.models import PatientPerson
from restartix.core.clinics.actor import Actor
from restartix.core.refusals import NotYours, Refusal, SlotTaken
from restartix.core.web.audiences import members_only
from restartix.core.web.current_clinic import clinic_of
from restartix.core.web.middleware import ClinicRequest
from restartix.flows.registration import Registration, new_person
from restartix.pages.desk.announcements import announce
from restartix.pages.desk.clocks import staff_clock
from restartix.pages.desk.conflicts import why_taken
from restartix.pages.desk.patient_page import registration_url
from restartix.pages.desk.registration_form import RegistrationForm
from restartix.pages.desk.two_places import NotMeantYet, Warned, check_meant


@members_only
@require_http_methods(["GET", "HEAD", "POST"])
def registration(request: ClinicRequest) -> HttpResponse:
    """GET may name `at`, `with`, `person` and `plan`: from the calendar, a patient's page or a plan's."""
    form = _form(request)
    if not form.is_bound or form.is_browsing:
        return _page(request, form)
    if not form.is_valid():
        return _page(request, form, status=422)
    wanted = _wanted(form)
    try:
        with transaction.atomic():
            visit = _register(form, wanted, by=request.actor)
            check_meant(visit, form.clock, said=request.POST.get("anyway", ""))
    except NotMeantYet as doubt:
        return _page(request, form, status=409, warned=doubt.warned)
    except Refusal as refusal:
        words = (
            why_taken(_there(wanted), by=request.actor) if isinstance(refusal, SlotTaken) else str(refusal)
        )
        return _page(request, form, status=403 if isinstance(refusal, NotYours) else 409, refusal=words)
    announce(request, _("The visit is registered."), visit)
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
    return RegistrationForm.from_link(request.GET, **about)


def _person(form: RegistrationForm) -> PatientPerson:
    """The one chosen, or one made from what was typed."""
    told = form.cleaned_data
    if told["person"]:
        return PatientPerson.objects.select_related("user").get(pk=told["person"])
    about = {name: told[name] for name in ("name", "phone", "birth_date")}
    return new_person(form.organisation, **about)


def _wanted(form: RegistrationForm) -> Registration:
    chosen = form.cleaned_data
    return Registration(chosen["service"], chosen["specialist"], form.started_at, form.continued_plan)


def _register(form: RegistrationForm, wanted: Registration, *, by: Actor) -> Appointment:
    typed = form.cleaned_data
    reached = {"email": typed["email"], "wants_sms": typed.get("wants_sms", False)}
    return wanted.register(_person(form), by=by, **reached)


def _there(wanted: Registration) -> Appointment:
    return Appointment(specialist=wanted.specialist, started_at=wanted.started_at, ended_at=wanted.ends_at)


def _page(
    request: ClinicRequest,
    form: RegistrationForm,
    *,
    status: int = 200,
    refusal: str = "",
    warned: Warned | None = None,
) -> HttpResponse:
    service = form.chosen_service
    plan, known = form.continued_plan, form.known_person
    context = {
        "form": form,
        "known": known,
        "plan": plan,
        "sessions": words_of(plan) if plan else "",
        "plain_url": registration_url(known) if known else "",
        **form.times(Channel(service) if service else None),
        "refusal": refusal,
        "warned": warned,
        "waitlist_url": _waitlist_url(form),
        "section": "calendar",
    }
    return render(request, "appointments/desk/registration.html", context, status=status)


def _waitlist_url(form: RegistrationForm) -> str:
    service, person = form.chosen_service, form.known_person
    asks = ({"service": str(service.pk)} if service else {}) | ({"person": str(person.pk)} if person else {})
    return f"{reverse('waitlist_entry')}?{urlencode(asks)}"
