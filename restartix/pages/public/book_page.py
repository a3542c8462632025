"""Giving one's details and booking the time; what was typed is never lost."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from appointments.availability.channel import Channel
from appointments.availability.holds import extend_hold
from appointments.models.scarcity import NoSessionLeft
from patients.models import PatientPerson
from restartix.core.identity.codes import MINUTES, CodeResult
from restartix.core.identity.languages import switch_language
from restartix.core.identity.models import User
from restartix.core.limits import limit_tries
from restartix.core.refusals import Refusal
from restartix.core.web.audiences import everyone
from restartix.core.web.middleware import ClinicRequest
from restartix.core.web.refusal_header import sends_by_script
from restartix.pages.public.code_step import BookingCodeForm, send_code
from restartix.pages.public.details_page import details_page
from restartix.pages.public.hold_limit import may_hold
from restartix.pages.public.returning_patient import KnownDetailsForm, plan_in_mind
from restartix.pages.shared.booked import booked_from_here, finish_booking, to_booked
from restartix.pages.shared.details import DetailsForm
from restartix.pages.shared.draft import fill_in, load_draft, save_draft
from restartix.pages.shared.slot_request import SlotRequest


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@limit_tries("booking")
@everyone
def book(request: ClinicRequest, pk: UUID) -> HttpResponse:
    chosen = SlotRequest.of(request, pk)
    if request.method == "POST":
        form = _details_form(request, chosen.channel, request.POST)
        return (
            _take(request, chosen, form)
            if form.is_valid()
            else details_page(request, chosen, form, status=422)
        )
    try:
        chosen.booking.opening()
    except Refusal:
        return _elsewhere(request, chosen)
    return details_page(request, chosen, _form_as_left(request, chosen.channel))


def _details_form(request: ClinicRequest, channel: Channel, data: QueryDict | None = None) -> DetailsForm:
    """What is asked of this visitor: of somebody known, hardly anything."""
    persons = list(PatientPerson.objects.filter(pk__in=request.actor.books_for_ids).order_by("name", "pk"))
    if not persons or request.actor.is_member:
        form = DetailsForm(data, organisation=channel.organisation)
        form.look_abroad(request.headers.get("Accept-Language", ""), request.GET.get("zone", ""))
        return form
    persons.sort(key=lambda one: one.user_id != request.actor.user_id)
    return KnownDetailsForm(
        data,
        organisation=channel.organisation,
        persons=persons,
        user=User.objects.get(pk=request.actor.me),
        chosen=request.session.get("booking_for", ""),
        plan=plan_in_mind(request, channel),
    )


def _elsewhere(request: ClinicRequest, chosen: SlotRequest) -> HttpResponse:
    """The time is gone: to the visit if this browser booked it (whoever goes back comes here), else to the others."""
    if visit := chosen.own_visit:
        return to_booked(visit)
    if pk := booked_from_here(request):
        return redirect("booked", pk)
    messages.warning(request, _("This time is no longer free. Please choose another one."))
    return redirect(chosen.back)


def _form_as_left(request: ClinicRequest, channel: Channel) -> DetailsForm:
    """With what was typed before another time, language or specialist was chosen; errors are for later."""
    form = _details_form(request, channel)
    if typed := load_draft(request):
        fill_in(form, typed)
    return form


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@everyone
def booking_draft(request: ClinicRequest, pk: UUID) -> HttpResponse:
    """Leave the form for a while: what was typed stays in this browser, whether it is left for another time, for the
    other language, or by a link (then its script says so)."""
    chosen = SlotRequest.of(request, pk)
    if request.method != "POST":
        return redirect(chosen.url)
    leaves = request.POST.get("leave") == "times"
    answer = (
        HttpResponse(status=204)
        if sends_by_script(request)
        else redirect(chosen.back if leaves else chosen.url)
    )
    switch_language(request, answer)
    return save_draft(request, answer, _details_form(request, chosen.channel, request.POST))


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@limit_tries("hold")
@everyone
def hold_longer(request: ClinicRequest, pk: UUID) -> HttpResponse:
    """The form's own button, which needs no script: what was typed comes back, errors are for later. Loaded again, it
    is the form."""
    chosen = SlotRequest.of(request, pk)
    if request.method != "POST":
        return redirect(chosen.url)
    form = _details_form(request, chosen.channel, request.POST)
    form.errors.clear()
    code = BookingCodeForm(initial={"code": request.POST["code"]}) if "code" in request.POST else None
    try:
        opening = chosen.booking.opening()
        if may_hold(request, opening):
            extend_hold(opening, by=request.actor, clinic=chosen.channel.organisation, pressed=True)
    except Refusal as refusal:
        if visit := chosen.own_visit:
            return to_booked(visit)
        return details_page(request, chosen, form, status=409, refusal=str(refusal), code=code)
    return details_page(request, chosen, form, code=code)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@everyone
def book_with_code(request: ClinicRequest, pk: UUID) -> HttpResponse:
    """The same form with the code that was mailed to its address. Only a right code books, so there is no limit here;
    tries are counted on the code. Loaded again, it is the form."""
    chosen = SlotRequest.of(request, pk)
    if request.method != "POST":
        return redirect(chosen.url)
    form, code = _details_form(request, chosen.channel, request.POST), BookingCodeForm(request.POST)
    if not form.is_valid():
        return details_page(request, chosen, form, status=422, code=code)
    result = code.check(form.details, by=request.actor)
    if result is CodeResult.RIGHT:
        return _take(request, chosen, form, code=code)
    if result is CodeResult.WRONG:
        return details_page(request, chosen, form, status=422, code=code)
    messages.warning(request, _("This code is no longer valid. Book again and we will send a new one."))
    return details_page(request, chosen, form, status=409)


def _take(
    request: ClinicRequest, chosen: SlotRequest, form: DetailsForm, *, code: BookingCodeForm | None = None
) -> HttpResponse:
    is_proven = code is not None or form.is_own_address
    details, plan = form.details, form.plan
    try:
        booking, zone = chosen.booking, chosen.display_zone.key
        book = booking.book if is_proven else booking.book_within_limit
        visit = book(details, zone=zone, plan=plan)
        if visit is None:
            return _ask_for_code(request, chosen, form)
    except NoSessionLeft as refusal:
        request.session.pop("booking_plan", None)
        said = _("What you book now is a visit outside the plan.")
        return details_page(request, chosen, form, status=409, refusal=f"{refusal} {said}", code=code)
    except Refusal as refusal:
        return details_page(request, chosen, form, status=409, refusal=str(refusal), code=code)
    # Who was chosen by their own button is chosen no longer, and the next booking is one of its own again.
    for name in ("booking_for", "booking_plan"):
        request.session.pop(name, None)
    return finish_booking(request, visit)


def _ask_for_code(request: ClinicRequest, chosen: SlotRequest, form: DetailsForm) -> HttpResponse:
    """The time is held for as long as the code is valid."""
    opening = chosen.booking.opening()
    extend_hold(opening, by=request.actor, clinic=chosen.channel.organisation, pressed=True, minutes=MINUTES)
    send_code(form.details, request.actor)
    return details_page(request, chosen, form, code=BookingCodeForm())
