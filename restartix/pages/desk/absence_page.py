"""One page on which a specialist's visits of a day, or all that are ahead, are moved or called off."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from appointments.models import Specialist
from restartix.core.clock import Clock, long_date
from restartix.core.forms.days import DayField
from restartix.core.web.audiences import members_only
from restartix.core.web.middleware import ClinicRequest
from restartix.core.weeks import instants_of
from restartix.flows.absence import CANCEL, Absence, visits_to_move
from restartix.flows.arrangements import set_days
from restartix.pages.desk.clocks import staff_clock

AT_ONCE = 40


class DayForm(forms.Form):
    """Which day's visits to show; today's before anything is typed."""

    use_required_attribute = False
    day = DayField(label=gettext_lazy("Day"))

    @classmethod
    def from_query(cls, said: QueryDict, clock: Clock) -> DayForm:
        is_typed = any(name in said for name in ("day", "day_day"))
        return cls(said if is_typed else {"day": clock.today.isoformat()})


class SickDayForm(forms.Form):
    reason = forms.CharField(
        label=gettext_lazy("Why?"),
        help_text=gettext_lazy("Saved in the history of each visit."),
        max_length=500,
        error_messages={"required": gettext_lazy("Please say why.")},
    )
    closes = forms.BooleanField(label=gettext_lazy("Stop bookings on this day"), required=False, initial=True)


@members_only
@require_http_methods(["GET", "HEAD", "POST"])
def sick_day(request: ClinicRequest, pk: UUID) -> HttpResponse:
    """?day=2026-11-24, or ?all=1 for everything ahead (before somebody leaves)."""
    specialist = get_object_or_404(Specialist, pk=pk)
    if not request.actor.is_admin and specialist.pk not in request.actor.specialist_ids:
        raise Http404
    clock = staff_clock(request.actor)
    asked = DayForm.from_query(request.GET, clock)
    is_everything = "all" in request.GET
    if not is_everything and not asked.is_valid():
        return _ask_again(request, specialist, asked, clock)
    day = None if is_everything else asked.cleaned_data["day"]
    visits = visits_to_move(specialist)
    if day:
        visits = visits.between(*instants_of(day, day, clock))
    absence = Absence(
        list(visits.select_related("organisation")[:AT_ONCE]), request.actor, clock, day is None
    )
    if request.method != "POST":
        absence.plan()
        return _page(request, specialist, day, absence, SickDayForm())
    return _do(request, specialist, day, absence)


def _do(request: ClinicRequest, specialist: Specialist, day: date | None, absence: Absence) -> HttpResponse:
    form = SickDayForm(request.POST)
    absence.plan(request.POST)
    if not form.is_valid():
        return _page(request, specialist, day, absence, form, status=422)
    if "cancel_all" in request.POST:
        for row in absence.rows:
            row.chosen = CANCEL
    went_well = absence.perform(form.cleaned_data["reason"])
    if day and form.cleaned_data["closes"] and request.actor.is_admin:
        set_days(specialist, day, day, [])
    if not went_well:
        return _page(request, specialist, day, absence, form, status=409)
    _announce(request, absence)
    there = reverse("sick_day", args=[specialist.pk])
    return redirect(f"{there}?day={day}" if day else f"{there}?all=1")


def _announce(request: ClinicRequest, absence: Absence) -> None:
    to_call = [row for row in absence.rows if row.call]
    others = _("Done. Please call the patients named here; the others will be told.")
    messages.success(request, others if to_call else _("Done. The patients will be told."))
    for row in to_call:
        messages.warning(request, f"{row.visit.patient_person.name}: {row.call}")


def _ask_again(request: ClinicRequest, specialist: Specialist, asked: DayForm, clock: Clock) -> HttpResponse:
    """An invalid day was typed: show no visits rather than the wrong ones."""
    context = {"specialist": specialist, "asked": asked, "zone": clock.name, "section": "calendar"}
    return render(request, "appointments/desk/sick_day.html", context, status=422)


def _page(
    request: ClinicRequest,
    specialist: Specialist,
    day: date | None,
    absence: Absence,
    form: SickDayForm,
    *,
    status: int = 200,
) -> HttpResponse:
    context: dict[str, Any] = {
        "specialist": specialist,
        "asked": DayForm({"day": day.isoformat()}) if day else DayForm(),
        "title": long_date(day) if day else _("All upcoming"),
        "rows": absence.rows,
        "form": form,
        "zone": absence.clock.name,
        "there": f"?day={day}" if day else "?all=1",
        "may_close": bool(day) and request.actor.is_admin,
        "section": "calendar",
    }
    return render(request, "appointments/desk/sick_day.html", context, status=status)
