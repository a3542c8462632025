"""Staff move a visit: to an open time, or to any other that is nobody's."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from appointments.booking.moving import Moving, Rescheduling
from appointments.desk.appointment import visit_at_the_desk
from appointments.desk.clocks import staff_clock
from appointments.desk.placing import why_taken
from appointments.desk.when import WhenForm, givers, open_parts
from appointments.models import Appointment
from restartix.organisations.audiences import members_only
from restartix.organisations.middleware import ClinicRequest
from restartix.refusals import NotYours, Refusal, SlotTaken


class MoveForm(WhenForm):
    reason = forms.CharField(
        label=gettext_lazy("Why?"),
        help_text=gettext_lazy("Saved in the visit’s history."),
        max_length=500,
        error_messages={"required": gettext_lazy("Please say why.")},
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    field_order = ["reason"]


@members_only
@require_http_methods(["GET", "HEAD", "POST"])
def rescheduling(request: ClinicRequest, pk: int) -> HttpResponse:
    """POST: `at`, `with` and `reason` (the calendar), a pressed time, or a day and a time that were typed."""
    visit = visit_at_the_desk(request, pk)
    form = _form(request, visit)
    if not form.is_bound or "look" in request.POST:
        return _page(request, visit, form)
    if not form.is_valid():
        return _page(request, visit, form, status=422)
    move = Rescheduling(visit, form.started_at, form.cleaned_data["specialist"])
    try:
        with transaction.atomic():
            move.perform(by=request.actor, reason=form.cleaned_data["reason"])
    except Refusal as refusal:
        said = (
            why_taken(_there(pk, move), by=request.actor) if isinstance(refusal, SlotTaken) else str(refusal)
        )
        status = 403 if isinstance(refusal, NotYours) else 409
        return _page(request, visit_at_the_desk(request, pk), form, status=status, refusal=said)
    messages.success(request, _("The visit is moved. Everybody is told by e-mail."))
    return redirect(visit)


def _form(request: ClinicRequest, visit: Appointment) -> MoveForm:
    clock = staff_clock(request.actor)
    about: dict[str, Any] = {"specialists": givers(Moving.of_visit(visit), request.actor), "clock": clock}
    if request.method == "POST":
        return MoveForm(request.POST, **about)
    day = clock.local(max(visit.started_at, timezone.now())).date()
    initial: dict[str, Any] = {"specialist": request.GET.get("with") or str(visit.specialist_id)}
    return MoveForm(initial=initial | {"day": request.GET.get("day") or day}, **about)


def _there(pk: int, move: Rescheduling) -> Appointment:
    """The visit as it would be."""
    length = move.visit.ended_at - move.visit.started_at
    at = move.started_at
    return Appointment(pk=pk, specialist=move.specialist, started_at=at, ended_at=at + length)


def _page(
    request: ClinicRequest, visit: Appointment, form: MoveForm, *, status: int = 200, refusal: str = ""
) -> HttpResponse:
    clock, looks_at = staff_clock(request.actor), form.looks_at
    context: dict[str, Any] = {
        "visit": visit,
        "form": form,
        "when": f"{clock.short(visit.started_at)}–{clock.time(visit.ended_at)}",
        "zone": clock.name,
        "day": clock.local(visit.started_at).date(),
        "parts": open_parts(Moving.of_visit(visit), *looks_at, clock),
        "whose": looks_at[0],
        "refusal": refusal,
        "section": "calendar",
    }
    return render(request, "appointments/desk/rescheduling.html", context, status=status)
