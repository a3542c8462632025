"""A person's profile: in their own pages to see, change and share; for staff to read while it is shared."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from patients.models import Patient, PatientPerson, PatientProfile
from patients.profiles import change_profile, share_profile, stop_sharing
from restartix.core.clinics.models import Organisation
from restartix.core.clock import Clock, format_day
from restartix.core.web.audiences import members_only, patients_only
from restartix.core.web.middleware import ClinicRequest
from restartix.pages.portal.tabs import tabs
from restartix.pages.profile.history import history_of, label
from restartix.pages.profile.profile_form import ProfileForm


@patients_only
@require_http_methods(["GET", "HEAD", "POST"])
def my_profile(request: ClinicRequest, pk: UUID) -> HttpResponse:
    person = _mine(request, pk)
    clinic = Organisation.objects.get(pk=request.actor.here)
    profile = _profile(request, person)
    asks = _asks(request, person)
    form = ProfileForm(request.POST or None, person=person, profile=profile, asks=asks, zone=clinic.time_zone)
    if request.method == "POST" and form.is_valid():
        change_profile(person, form.changes)
        messages.success(request, _("Saved.") if form.changes else _("Nothing has changed."))
        return redirect("my_profile", pk)
    clock = Clock(clinic.zone)
    context = {
        "tabs": tabs("my_visits"),
        "person": PatientPerson.objects.get(pk=pk),
        "form": form,
        "link": Patient.objects.filter(person=person, organisation=clinic).first(),
        "may_share": person.pk in request.actor.own_person_ids,
        "events": history_of(person.pk, clock=clock, reader=request.actor),
    }
    return render(request, "patients/my_profile.html", context, status=422 if form.is_bound else 200)


@patients_only
@require_POST
def my_sharing(request: ClinicRequest, pk: UUID) -> HttpResponse:
    """Show the profile to this clinic, or no longer."""
    person = _mine(request, pk)
    if person.pk not in request.actor.own_person_ids:
        raise Http404
    if request.POST.get("share") == "yes":
        share_profile(person, clinic=request.actor.here)
        messages.success(request, _("This clinic can see the profile now."))
    else:
        stop_sharing(person, clinic=request.actor.here)
        messages.success(request, _("This clinic can’t see the profile any more."))
    return redirect("my_profile", pk)


@members_only
@require_safe
def person_profile(request: ClinicRequest, pk: UUID) -> HttpResponse:
    """What staff may know of somebody's health, and how it came to be."""
    person = get_object_or_404(PatientPerson, pk=pk)
    clock = Clock(Organisation.objects.get(pk=request.actor.here).zone)
    profile = PatientProfile.objects.filter(person=person).first()
    context = {
        "person": person,
        "facts": _facts(person, profile) if profile else [],
        "is_shared": profile is not None,
        "events": history_of(person.pk, clock=clock, reader=request.actor) if profile else [],
        "section": "calendar",
    }
    return render(request, "patients/person_profile.html", context)


def _mine(request: ClinicRequest, pk: UUID) -> PatientPerson:
    return get_object_or_404(PatientPerson.objects.filter(pk__in=request.actor.person_ids), pk=pk)


def _profile(request: ClinicRequest, person: PatientPerson) -> PatientProfile:
    """The profile as it stands; 404 for a guardian to whom it isn't open."""
    found = PatientProfile.objects.filter(person=person).first()
    if found is None and person.pk not in request.actor.own_person_ids:
        raise Http404
    return found or PatientProfile(person=person)


def _asks(request: ClinicRequest, person: PatientPerson) -> set[str]:
    """Which of name, phone and birth date may be changed: a birth date that is known, by the person alone."""
    if person.pk not in request.actor.own_person_ids:
        return set()
    is_themself = person.user_id == request.actor.user_id
    return {"name", "phone"} | ({"birth_date"} if is_themself or not person.birth_date else set())


def _facts(person: PatientPerson, profile: PatientProfile) -> list[tuple[str, str]]:
    born = format_day(person.birth_date, "d MMMM y") if person.birth_date else ""
    facts = [(label("phone"), person.phone), (label("birth_date"), born)]
    for name in PatientProfile.KNOWN_OF_HEALTH:
        value = profile.get_sex_display() if name == "sex" else getattr(profile, name)
        facts.append((label(name), str(value)))
    return [(words, value or "–") for words, value in facts]
