"""What staff do to a visit: each a POST that says one verb and leads back to the visit."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from appointments.models import Appointment
from restartix.core.limits import limit_tries
from restartix.core.refusals import NotNow, NotYours, Refusal, SlotTaken
from restartix.core.web.addresses import is_ours
from restartix.core.web.audiences import admins_only, members_only
from restartix.core.web.middleware import ClinicRequest
from restartix.flows.onboarding import Onboarding, OnboardingStep
from restartix.pages.desk.announcements import announce
from restartix.pages.desk.conflicts import why_taken
from restartix.pages.desk.onboarding_form import checklist_for
from restartix.pages.desk.onboarding_progress import shows_steps
from restartix.pages.desk.other_times import other_times, slot_of
from restartix.pages.desk.reason_forms import ReasonForm, form_for, is_told
from restartix.pages.desk.text_consent import number_to_confirm
from restartix.pages.desk.visit_page import show
from restartix.pages.desk.visit_queries import steered_visit, visit_at_the_desk


@members_only
@require_POST
def onboarding(request: ClinicRequest, pk: int) -> HttpResponse:
    """In one press where the clinic knows nobody alike, else with what was chosen. `next`: where it was pressed."""
    visit = steered_visit(request, pk)
    checklist = checklist_for(visit, request.POST)
    if checklist and not checklist.is_valid():
        return show(request, visit_at_the_desk(request, pk), checklist=checklist, status=422)
    answer = checklist.answer if checklist else None
    there = request.POST.get("next", "")
    return _perform(
        request,
        visit,
        lambda visit: Onboarding(visit).perform(by=request.actor, answer=answer),
        _("Accepted: %(name)s.") % {"name": visit.patient_person.name},
        there=there if is_ours(there) else "",
    )


@members_only
@require_POST
def onboarding_step(request: ClinicRequest, pk: int, step: str) -> HttpResponse:
    """One step of an onboarding once more; 404 for a step there isn't, or a visit not taken on."""
    visit = steered_visit(request, pk)
    if step not in set(OnboardingStep) or not shows_steps(visit):
        raise Http404
    Onboarding(visit).retry(OnboardingStep(step), by=request.actor)
    messages.info(request, _("Trying again now."))
    return redirect(visit)


@members_only
@require_POST
def confirmation(request: ClinicRequest, pk: int) -> HttpResponse:
    """The patient has confirmed on the phone."""
    return _act(request, pk, lambda visit: visit.confirm(by=request.actor), _("Confirmed."))


@members_only
@require_POST
def completion(request: ClinicRequest, pk: int) -> HttpResponse:
    return _act(request, pk, lambda visit: visit.complete(by=request.actor), _("The visit is completed."))


@members_only
@require_POST
def noshow(request: ClinicRequest, pk: int) -> HttpResponse:
    return _act(request, pk, lambda visit: visit.mark_noshow(by=request.actor), _("Marked as no-show."))


@members_only
@require_POST
def cancellation(request: ClinicRequest, pk: int) -> HttpResponse:
    return _act_with_reason(request, pk, "cancellation", Appointment.cancel, _("The visit is cancelled."))


@members_only
@require_POST
def reinstatement(request: ClinicRequest, pk: int) -> HttpResponse:
    """At its own time, or at another one (`slot`), which the page offers where the first is somebody else's by now."""
    said = _("The visit is reinstated.")
    at, whose = slot_of(request.POST.get("slot", ""))
    place = {"started_at": at, "specialist": whose} if at and whose else {}
    return _act_with_reason(request, pk, "reinstatement", partial(Appointment.reinstate, **place), said)


@members_only
@require_POST
def correction(request: ClinicRequest, pk: int) -> HttpResponse:
    return _act_with_reason(request, pk, "correction", Appointment.correct, _("The record is corrected."))


@admins_only
@require_POST
def removal(request: ClinicRequest, pk: int) -> HttpResponse:
    said = _("The visit is removed. You can find it under Removed visits.")
    return _act_with_reason(request, pk, "removal", Appointment.remove, said)


@admins_only
@require_POST
def restoration(request: ClinicRequest, pk: int) -> HttpResponse:
    return _act(request, pk, lambda visit: visit.restore(by=request.actor), _("The visit is restored."))


@members_only
@require_POST
def phone_confirmation(request: ClinicRequest, pk: int) -> HttpResponse:
    """The patient, at the desk or on this very phone, says that the number on the page is theirs."""
    phone = request.POST.get("phone", "")

    def confirm(visit: Appointment) -> None:
        if phone != number_to_confirm(visit):
            raise NotNow(_("The number has changed in the meantime. Please check it again."))
        visit.confirm_phone_at_the_desk(by=request.actor, phone=phone)

    return _act(request, pk, confirm, _("Saved. Text messages are sent to this number."))


@limit_tries("link")
@members_only
@require_POST
def new_link(request: ClinicRequest, pk: int) -> HttpResponse:
    said = _("The patient is being sent a new private link. The previous one no longer works.")
    return _act(request, pk, lambda visit: visit.renew_link(by=request.actor), said)


def _act(request: ClinicRequest, pk: int, verb: Callable[[Appointment], None], said: str) -> HttpResponse:
    return _perform(request, steered_visit(request, pk), verb, said)


def _perform(
    request: ClinicRequest,
    visit: Appointment,
    verb: Callable[[Appointment], None],
    said: str,
    *,
    sent: ReasonForm | None = None,
    there: str = "",
) -> HttpResponse:
    """Say the verb. A refusal is shown on the visit's own page, as things stand now, with the reason that was typed
    and, where the time was taken, other times."""
    try:
        with transaction.atomic():
            verb(visit)
    except SlotTaken:
        visit = visit_at_the_desk(request, visit.pk)
        words = why_taken(visit, by=request.actor)
        times = other_times(visit, by=request.actor)
        return show(request, visit, refusal=words, status=409, sent=sent, times=times)
    except Refusal as refusal:
        status = 403 if isinstance(refusal, NotYours) else 409
        visit = visit_at_the_desk(request, visit.pk)
        return show(request, visit, refusal=str(refusal), status=status, sent=sent)
    if sent and is_told(sent.act, visit):
        announce(request, said, visit, by_text=True)
    else:
        messages.success(request, said)
    return redirect(there or visit)


def _act_with_reason(
    request: ClinicRequest, pk: int, key: str, verb: Callable[..., None], said: str
) -> HttpResponse:
    """The same with a form: without a reason it comes back as it was typed."""
    visit = steered_visit(request, pk)
    form = form_for(key, visit, request.POST)
    if not form.is_valid():
        return show(request, visit_at_the_desk(request, pk), sent=form, status=422)
    details = {"reason": form.cleaned_data["reason"]}
    if "in_time" in form.cleaned_data:
        details["late"] = not form.cleaned_data["in_time"]
    return _perform(request, visit, lambda visit: verb(visit, by=request.actor, **details), said, sent=form)
