"""The specialist's session: the call, the visit's forms beside it, and the end of the visit."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from appointments.models import Appointment, Status
from forms.clinic_signing import waiting_forms
from forms.models import Form, FormType, Side
from restartix.core.clinics.actor import Actor
from restartix.core.refusals import Refusal
from restartix.core.verbs import refusal
from restartix.core.web.access_log import opens
from restartix.core.web.audiences import members_only
from restartix.core.web.middleware import ClinicRequest
from restartix.pages.consultation.addons import addons_of
from restartix.pages.consultation.call import allow_call, call_of
from restartix.pages.consultation.patient_facts import facts_of
from restartix.pages.consultation.patient_history import history_of, reasons_of
from restartix.pages.desk.clocks import staff_clock
from restartix.pages.desk.colleagues import colleagues_notes
from restartix.pages.desk.unsettled import signing_ways, unsettled_of
from restartix.pages.desk.visit_page import show
from restartix.pages.desk.visit_queries import visit_at_the_desk
from videocall.models import Participant


@opens("session", visit="pk")
@members_only
@require_http_methods(["GET", "HEAD", "POST"])
def session(request: ClinicRequest, pk: int) -> HttpResponse:
    """A POST opens it: the visit is in progress from then on. A GET shows it while it is open."""
    visit = visit_at_the_desk(request, pk)
    if request.method == "POST":
        if visit.status != Status.INPROGRESS:
            visit.start(by=request.actor)
        return redirect("session", pk)
    if visit.status != Status.INPROGRESS:
        return render(request, "appointments/session/closed.html", _closed(request, visit))
    return allow_call(render(request, "appointments/session/session.html", _open(request, visit)))


@members_only
@require_safe
def session_papers(request: ClinicRequest, pk: int) -> HttpResponse:
    """The list of forms alone, asked for again when one has changed."""
    visit = visit_at_the_desk(request, pk)
    return render(request, "appointments/session/_papers.html", papers_of(visit))


@members_only
@require_http_methods(["GET", "HEAD", "POST"])
def session_completion(request: ClinicRequest, pk: int) -> HttpResponse:
    """The visit is over. A refusal is said in place, so that the call goes on, or
    without script on the visit's own page; a GET shows the button anew."""
    visit = visit_at_the_desk(request, pk)
    in_place = "HX-Request" in request.headers
    if request.method != "POST":
        return render(request, "appointments/session/_completion.html", {"visit": visit})
    try:
        with transaction.atomic():
            visit.complete(by=request.actor)
    except Refusal as refused:
        if not in_place:
            return show(request, visit_at_the_desk(request, pk), refusal=str(refused), status=409)
        context = {"visit": visit, "refusal": str(refused), **_in_the_way(visit, request.actor)}
        return render(request, "appointments/session/_completion.html", context, status=422)
    there = reverse("appointment", args=[pk])
    return HttpResponse(headers={"HX-Redirect": there}) if in_place else redirect(there)


def _in_the_way(visit: Appointment, actor: Actor) -> dict[str, Any]:
    """The forms that keep the visit from being completed, and the ways to settle them, each in a new tab."""
    visit = Appointment.objects.with_names().select_related("organisation").get(pk=visit.pk)
    return {
        "unsettled": unsettled_of(visit, actor),
        "signing": signing_ways(visit, actor, waits=waiting_forms(visit).exists()),
        "in_call": True,
    }


def papers_of(visit: Appointment) -> dict[str, Any]:
    """The visit's forms, the specialist's first, and the one to begin with."""
    found = sorted(visit.forms.current(), key=lambda form: form.filled_by != Side.SPECIALIST)
    papers = [_line(form) for form in found]
    unsigned = [one for one in papers if one["is_mine"] and not one["is_signed"]]
    return {"visit": visit, "papers": papers, "first": next(iter([*unsigned, *papers]), None)}


def _line(form: Form) -> dict[str, Any]:
    return {
        "name": form.name,
        "type": FormType(form.type).label,
        "state": form.get_status_display(),
        "is_signed": form.is_settled,
        "is_mine": form.filled_by == Side.SPECIALIST,
        "is_required": form.is_required,
        "url": reverse("desk_form", args=[form.appointment_id, form.pk]),
    }


def _open(request: ClinicRequest, visit: Appointment) -> dict[str, Any]:
    clock = staff_clock(request.actor)
    return {
        **_about(request, visit),
        **papers_of(visit),
        **addons_of(visit),
        "call": call_of(visit, Participant.Side.STAFF),
        "facts": facts_of(visit),
        "reasons": reasons_of(visit),
        "history": history_of(visit, clock),
        "notes": colleagues_notes(visit, clock),
    }


def _closed(request: ClinicRequest, visit: Appointment) -> dict[str, Any]:
    return {
        **_about(request, visit),
        "may_open": refusal(visit, "start", request.actor) is None,
        "is_ahead": visit.started_at > timezone.now() and visit.status in (Status.UPCOMING, Status.CONFIRMED),
        "minutes": visit.organisation.opens_session_minutes_before,
    }


def _about(request: ClinicRequest, visit: Appointment) -> dict[str, Any]:
    clock = staff_clock(request.actor)
    return {
        "visit": visit,
        "when": f"{clock.short(visit.started_at)}–{clock.time(visit.ended_at)}",
        "zone": clock.name,
        "section": "calendar",
    }
