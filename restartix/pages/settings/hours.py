"""A specialist's hours, maintained by themselves or an admin, beside what the public sees of them. No booked visit
moves: visits outside the new hours are listed with links."""

from __future__ import annotations

from datetime import time
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from appointments.models import Specialist
from restartix.core.clock import Clock
from restartix.core.forms.names import clean_name
from restartix.core.web.audiences import members_only
from restartix.core.web.current_clinic import clinic_of, remember_clinic
from restartix.core.web.middleware import ClinicRequest
from restartix.core.weeks import day_named
from restartix.flows import public_holidays
from restartix.flows.arrangements import clear_days, save_specialist, set_days, set_week
from restartix.pages.settings.days_forms import DaysForm
from restartix.pages.settings.first_run import after_saving
from restartix.pages.settings.hours_forms import AboutForm, WeekForm
from restartix.pages.settings.hours_preview import conflicts_of, days_off, preview_of

MOST_CONFLICTS = 20


@members_only
@require_safe
def hours(request: ClinicRequest) -> HttpResponse:
    """Whose hours: an admin chooses, a specialist has their own."""
    if not request.actor.is_admin:
        own = Specialist.objects.filter(pk__in=request.actor.specialist_ids).first()
        return redirect("specialist_hours", own.pk) if own else redirect("dashboard")
    specialists = Specialist.objects.order_by("-is_active", "display_name")
    lines = [(one, Clock(one.zone).name) for one in specialists]
    return render(request, "appointments/settings/hours.html", {"lines": lines, "section": "settings"})


@members_only
@require_http_methods(["GET", "HEAD", "POST"])
def specialist_hours(request: ClinicRequest, pk: UUID) -> HttpResponse:
    specialist = editable_specialist(request, pk)
    form = WeekForm(request.POST or None, specialist=specialist)
    if request.method == "POST" and form.is_valid():
        set_week(specialist, form.week)
        messages.success(request, _("The hours are saved. Existing bookings stay where they are."))
        return after_saving(request, request.path)
    return _page(request, specialist, week=form)


@members_only
@require_POST
def hours_preview(request: ClinicRequest, pk: UUID) -> HttpResponse:
    """What the public would see if these hours were saved: they are, for the length of a savepoint."""
    specialist = editable_specialist(request, pk)
    form = WeekForm(request.POST, specialist=specialist)
    with transaction.atomic():
        if form.is_valid():
            set_week(specialist, form.week)
        context = {"preview": preview_of(specialist), "is_kept": False}
        transaction.set_rollback(True)
    return render(request, "appointments/settings/_preview.html", context)


@members_only
@require_POST
def specialist_about(request: ClinicRequest, pk: UUID) -> HttpResponse:
    specialist = editable_specialist(request, pk)
    form = AboutForm(request.POST, instance=specialist)
    if not form.is_valid():
        return _page(request, editable_specialist(request, pk), about=form, status=422)
    save_specialist(form.instance)
    messages.success(request, _("Saved. Patients see it from now on."))
    return redirect("specialist_hours", pk)


@members_only
@require_POST
def days_special(request: ClinicRequest, pk: UUID) -> HttpResponse:
    specialist = editable_specialist(request, pk)
    form = DaysForm(request.POST)
    if not form.is_valid():
        return _page(request, specialist, days=form, status=422)
    told = form.cleaned_data
    set_days(specialist, told["first"], told["last"], form.stretches, told["note"])
    messages.success(request, _("The days are saved. Existing bookings stay where they are."))
    return redirect("specialist_hours", pk)


@members_only
@require_POST
def days_usual(request: ClinicRequest, pk: UUID) -> HttpResponse:
    """Nothing special about these dates any more; with `opens`, one of several special things about them."""
    specialist = editable_specialist(request, pk)
    first, last = (day_named(request.POST.get(name, "")) for name in ("first", "last"))
    if first and last:
        opens, closes = (_time(request.POST.get(name, "")) for name in ("opens", "closes"))
        note = clean_name(request.POST.get("note", ""))
        only = (opens, closes, note) if "opens" in request.POST else None
        clear_days(specialist, first, last, only)
        messages.success(
            request,
            _("Removed. These days have their normal hours, unless something else is listed for them."),
        )
    return redirect("specialist_hours", pk)


@members_only
@require_POST
def holidays_off(request: ClinicRequest, pk: UUID) -> HttpResponse:
    """Of a specialist who works from another country: the clinic's own holidays are everybody's."""
    specialist, clinic = editable_specialist(request, pk), clinic_of(request)
    if public_holidays.has_other_holidays(specialist, clinic):
        count = public_holidays.take_off(specialist, clinic, Clock(specialist.zone).today)
        said = ngettext(
            "%(count)s public holiday is now a day off.", "%(count)s public holidays are now days off.", count
        )
        messages.success(request, said % {"count": count})
    return redirect("specialist_hours", pk)


def editable_specialist(request: ClinicRequest, pk: UUID) -> Specialist:
    """A specialist whose hours this member may change: their own, or anybody's for an admin."""
    if not request.actor.is_admin and pk not in request.actor.specialist_ids:
        raise Http404
    specialist = get_object_or_404(Specialist.objects.select_related("organisation"), pk=pk)
    remember_clinic(request, specialist.organisation)
    return specialist


def _page(request: ClinicRequest, specialist: Specialist, *, status: int = 200, **forms: Any) -> HttpResponse:
    week = forms.get("week") or WeekForm(specialist=specialist)
    context = {
        "specialist": specialist,
        "zone": Clock(specialist.zone).name,
        "week": week,
        "about": forms.get("about") or AboutForm(instance=specialist),
        "days": forms.get("days") or DaysForm(),
        "special": days_off(specialist),
        "preview": preview_of(specialist),
        "is_kept": True,
        "conflicts": (conflicts := conflicts_of(specialist))[:MOST_CONFLICTS],
        "conflict_count": len(conflicts),
        "has_holidays": public_holidays.has_other_holidays(specialist, clinic_of(request)),
        "section": "settings" if request.actor.is_admin else "hours",
    }
    status = 422 if week.is_bound and not week.is_valid() else status
    return render(request, "appointments/settings/specialist_hours.html", context, status=status)


def _time(said: str) -> time | None:
    try:
        return time.fromisoformat(said).replace(tzinfo=None)
    except ValueError:
        return None
