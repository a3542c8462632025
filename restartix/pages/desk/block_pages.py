"""The pages on which staff block time of a specialist, change what they blocked, and free it again."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from appointments.blocks import PlannedBlock, TimeOfSpecialistTaken
from appointments.models import Appointment, Block, Specialist
from restartix.core.clinics.actor import Actor
from restartix.core.clock import Clock
from restartix.core.web.audiences import members_only
from restartix.core.web.current_clinic import clinic_of
from restartix.core.web.middleware import ClinicRequest
from restartix.core.weeks import first_weekday, week_name, week_of
from restartix.flows.arrangements import free_block
from restartix.pages.desk.block_form import BlockForm, initial_from_query, of_block
from restartix.pages.desk.clocks import desk_clock
from restartix.pages.desk.conflicts import why_taken


@members_only
@require_http_methods(["GET", "HEAD", "POST"])
def new_block(request: ClinicRequest) -> HttpResponse:
    """GET may name `at` and `with`, from the calendar."""
    clock = desk_clock(request)
    form = BlockForm(
        request.POST or None,
        initial=initial_from_query(request.GET, clock),
        specialists=_own(request.actor),
        clock=clock,
    )
    if request.method != "POST":
        return _page(request, form)
    if not form.is_valid():
        return _page(request, form, status=422)
    try:
        form.planned_block.place(form.chosen_specialists, by=request.actor)
    except TimeOfSpecialistTaken as refusal:
        return _page(request, form, status=409, refusal=_why(form.planned_block, refusal, request.actor))
    return _done(request, form, _("Blocked. Patients can’t book this time."))


@members_only
@require_http_methods(["GET", "HEAD", "POST"])
def block(request: ClinicRequest, pk: UUID) -> HttpResponse:
    there = get_object_or_404(Block.objects.select_related("specialist"), pk=pk)
    clock = desk_clock(request)
    form = BlockForm(
        request.POST or None, initial=of_block(there, clock), specialists=[there.specialist], clock=clock
    )
    if request.method != "POST":
        return _page(request, form, there)
    if not form.is_valid():
        return _page(request, form, there, status=422)
    try:
        form.planned_block.replace(there, by=request.actor)
    except TimeOfSpecialistTaken as refusal:
        return _page(
            request, form, there, status=409, refusal=_why(form.planned_block, refusal, request.actor)
        )
    return _done(request, form, _("Saved."))


@members_only
@require_POST
def block_end(request: ClinicRequest, pk: UUID) -> HttpResponse:
    there = get_object_or_404(Block, pk=pk)
    day = desk_clock(request).local(there.started_at).date()
    free_block(there)
    messages.success(request, _("The time is free again."))
    return _to_calendar(request, day)


def _own(actor: Actor) -> list[Specialist]:
    active = Specialist.objects.filter(is_active=True)
    return list(active if actor.is_admin else active.filter(pk__in=actor.specialist_ids))


def _why(planned: PlannedBlock, refusal: TimeOfSpecialistTaken, actor: Actor) -> str:
    wanted = Appointment(
        specialist=refusal.specialist, started_at=planned.started_at, ended_at=planned.ended_at
    )
    why = why_taken(wanted, by=actor)
    return f"{refusal.specialist.display_name}: {why}"


def _done(request: ClinicRequest, form: BlockForm, words: str) -> HttpResponse:
    messages.success(request, words)
    return _to_calendar(request, form.cleaned_data["day"])


def _to_calendar(request: ClinicRequest, day: date) -> HttpResponse:
    """Redirect to the week of the block."""
    week = week_name(week_of(day, first_weekday(clinic_of(request).language)))
    return redirect(f"{reverse('calendar')}?week={week}")


def _page(
    request: ClinicRequest,
    form: BlockForm,
    there: Block | None = None,
    *,
    status: int = 200,
    refusal: str = "",
) -> HttpResponse:
    clock: Clock = form.clock
    context = {"form": form, "there": there, "zone": clock.name, "refusal": refusal, "section": "calendar"}
    return render(request, "appointments/desk/block.html", context, status=status)
