"""From an empty clinic to a first service that can be booked: what is done, and what comes next. Each step is an
ordinary page of the settings, so that it can be left and taken up again."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from appointments.models import ServiceSpecialist, Specialist, WeeklyHours
from restartix.core.clinics.models import Organisation
from restartix.core.web.audiences import admins_only
from restartix.core.web.current_clinic import clinic_of
from restartix.core.web.middleware import ClinicRequest


@dataclass(frozen=True)
class SetupStep:
    name: str
    about: str
    action: str
    url: str
    is_done: bool


def steps_of(clinic: Organisation) -> list[SetupStep]:
    first = Specialist.objects.filter(is_active=True).first()
    return [_about_the_clinic(clinic), *_about_who(first), _about_what()]


def _about_the_clinic(clinic: Organisation) -> SetupStep:
    return SetupStep(
        _("The clinic"),
        _("Address, phone and the privacy notice that patients accept."),
        _("Fill in the details"),
        reverse("clinic_settings"),
        bool(clinic.address and clinic.privacy_notice),
    )


def _about_who(first: Specialist | None) -> list[SetupStep]:
    working = WeeklyHours.objects.filter(specialist__is_active=True)
    invitation = f"{reverse('invitation')}?role=specialist"
    hours = reverse("specialist_hours", args=[first.pk]) if first else reverse("hours")
    about = _("You, or a colleague you invite.")
    their = _("When they can be booked, week by week.")
    return [
        SetupStep(_("Who sees patients"), about, _("Add a specialist"), invitation, first is not None),
        SetupStep(_("Their hours"), their, _("Set the hours"), hours, working.exists()),
    ]


def _about_what() -> SetupStep:
    given = ServiceSpecialist.objects.filter(service__is_active=True, specialist__is_active=True)
    about = _("What patients book: a name, a length and a price.")
    return SetupStep(_("A service"), about, _("Add a service"), reverse("service_new"), given.exists())


@admins_only
@require_safe
def first_run(request: ClinicRequest) -> HttpResponse:
    clinic = Organisation.objects.get(pk=request.actor.here)
    steps = steps_of(clinic)
    current = next((place for place, step in enumerate(steps) if not step.is_done), len(steps))
    context = {
        "steps": steps,
        "current": steps[current] if current < len(steps) else None,
        "progress": [
            {
                "name": step.name,
                "url": step.url if step.is_done else "",
                "state": "done" if step.is_done else "current" if place == current else "ahead",
            }
            for place, step in enumerate(steps)
        ],
        "public_url": reverse("clinic"),
        "section": "settings",
    }
    return render(request, "appointments/settings/first_run.html", context)


@admins_only
@require_POST
def first_run_end(request: ClinicRequest) -> HttpResponse:
    """The first steps are finished; they are not shown any more."""
    clinic_of(request).end_first_steps()
    messages.success(request, _("Your clinic is open for bookings."))
    return redirect("dashboard")


def after_saving(request: ClinicRequest, url: str) -> HttpResponse:
    """Where somebody goes next: on with the first steps while these are not over, else where they came from."""
    unfinished = Organisation.objects.filter(pk=request.actor.here, set_up_at=None)
    if request.actor.is_admin and unfinished.exists():
        return redirect("first_run")
    return redirect(url)
