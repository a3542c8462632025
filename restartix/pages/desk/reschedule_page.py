"""Staff move a visit: to an open time, or to any other that is nobody's."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from appointments.models import Appointment
from restartix.core.refusals import NotYours, Refusal, SlotTaken
from restartix.core.web.audiences import members_only
from restartix.core.web.middleware import ClinicRequest
from restartix.flows.reschedule import Moving, Rescheduling
from restartix.messages.notices import notice_before
from restartix.pages.desk.announcements import announce
from restartix.pages.desk.clocks import staff_clock
from restartix.pages.desk.conflicts import why_taken
from restartix.pages.desk.slot_form import SlotForm, givers
from restartix.pages.desk.two_places import NotMeantYet, Warned, check_meant
from restartix.pages.desk.visit_queries import visit_at_the_desk


@members_only
@require_http_methods(["GET", "HEAD", "POST"])
def reschedule(request: ClinicRequest, pk: int) -> HttpResponse:
    """POST: `at` and `with` (the calendar), a pressed time, or a day and a time that were typed; `anyway` after a
    warning."""
    visit = visit_at_the_desk(request, pk)
    form = _form(request, visit)
    if not form.is_bound or form.is_browsing:
        return _page(request, visit, form)
    if not form.is_valid():
        return _page(request, visit, form, status=422)
    move = Rescheduling(visit, form.started_at, form.cleaned_data["specialist"])
    there = _there(move)
    try:
        with transaction.atomic():
            move.perform(by=request.actor)
            check_meant(visit, form.clock, said=request.POST.get("anyway", ""))
    except NotMeantYet as doubt:
        unmoved = visit_at_the_desk(request, pk)
        return _page(request, unmoved, form, status=409, warned=doubt.warned)
    except Refusal as refusal:
        words = why_taken(there, by=request.actor) if isinstance(refusal, SlotTaken) else str(refusal)
        status = 403 if isinstance(refusal, NotYours) else 409
        return _page(request, visit_at_the_desk(request, pk), form, status=status, refusal=words)
    announce(request, _("The visit is moved."), visit, by_text=True)
    return redirect(visit)


def _form(request: ClinicRequest, visit: Appointment) -> SlotForm:
    clock = staff_clock(request.actor)
    about: dict[str, Any] = {"specialists": givers(Moving.of_visit(visit), request.actor), "clock": clock}
    if request.method == "POST":
        return SlotForm(request.POST, **about)
    day = clock.local(max(visit.started_at, timezone.now())).date()
    asked = request.GET.get("with", "")
    whose = asked if asked in {str(one.pk) for one in about["specialists"]} else str(visit.specialist_id)
    return SlotForm(initial={"specialist": whose, "day": request.GET.get("day") or day}, **about)


def _there(move: Rescheduling) -> Appointment:
    """The visit as it would be."""
    length = move.visit.ended_at - move.visit.started_at
    at = move.started_at
    return Appointment(pk=move.visit.pk, specialist=move.specialist, started_at=at, ended_at=at + length)


def _page(
    request: ClinicRequest,
    visit: Appointment,
    form: SlotForm,
    *,
    status: int = 200,
    refusal: str = "",
    warned: Warned | None = None,
) -> HttpResponse:
    clock = form.clock
    context: dict[str, Any] = {
        "visit": visit,
        "form": form,
        "when": f"{clock.short(visit.started_at)}–{clock.time(visit.ended_at)}",
        "day": clock.local(visit.started_at).date(),
        **form.times(Moving.of_visit(visit)),
        "refusal": refusal,
        "warned": warned,
        "told": notice_before(visit, by_text=True),
        "section": "calendar",
    }
    return render(request, "appointments/desk/rescheduling.html", context, status=status)
