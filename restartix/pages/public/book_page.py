"""Giving one's details and booking the time; what was typed is never lost."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from appointments.availability.channel import Channel
from appointments.availability.holds import prolong
from appointments.models import Appointment, PatientServicePlan
from appointments.models.scarcity import NoSessionLeft
from restartix.core.identity.codes import MINUTES, CodeResult
from restartix.core.identity.languages import switch_language
from restartix.core.limits import limited
from restartix.core.refusals import Refusal
from restartix.core.web.audiences import everyone
from restartix.core.web.middleware import ClinicRequest
from restartix.core.web.refusal_header import sends_by_script
from restartix.flows.booking import Booking
from restartix.pages.public.code_step import BookingCodeForm, TooManyBookings, is_within_limit, send_code
from restartix.pages.public.details_page import details_page
from restartix.pages.public.hold_limit import may_hold
from restartix.pages.public.returning_patient import details_form, forget_person, forget_plan, plan_asked
from restartix.pages.public.slot_request import SlotRequest
from restartix.pages.shared.booking_words import zone_of
from restartix.pages.shared.channels import channel_from_request
from restartix.pages.shared.details import DetailsForm
from restartix.pages.shared.draft import (
    booked_from_here,
    drop_draft,
    fill_in,
    load_draft,
    remember_booking,
    save_draft,
)
from restartix.pages.shared.links import to_booked


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@limited("booking")
@everyone
def book(request: ClinicRequest, pk: UUID) -> HttpResponse:
    channel = channel_from_request(request, pk)
    wish = SlotRequest.of(request, channel)
    if request.method == "POST":
        form = details_form(request, channel, request.POST)
        return (
            _take(request, wish, form) if form.is_valid() else details_page(request, wish, form, status=422)
        )
    try:
        wish.booking(request).opening()
    except Refusal:
        return _elsewhere(request, wish)
    return details_page(request, wish, _form_as_left(request, channel))


def _elsewhere(request: ClinicRequest, wish: SlotRequest) -> HttpResponse:
    """The time is gone: to the visit if this browser booked it (whoever goes back comes here), else to the others."""
    if visit := wish.own_visit(request):
        return to_booked(visit)
    if pk := booked_from_here(request):
        return redirect("booked", pk)
    messages.warning(request, _("This time is no longer free. Please choose another one."))
    return redirect(wish.back)


def _form_as_left(request: ClinicRequest, channel: Channel) -> DetailsForm:
    """With what was typed before another time, language or specialist was chosen; errors are for later."""
    form = details_form(request, channel)
    if typed := load_draft(request):
        fill_in(form, typed)
    return form


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@everyone
def booking_draft(request: ClinicRequest, pk: UUID) -> HttpResponse:
    """Leave the form for a while: what was typed stays in this browser, whether it is left for another time, for the
    other language, or by a link (then its script says so)."""
    wish = SlotRequest.of(request, channel_from_request(request, pk))
    if request.method != "POST":
        return redirect(wish.url)
    leaves = request.POST.get("leave") == "times"
    answer = (
        HttpResponse(status=204) if sends_by_script(request) else redirect(wish.back if leaves else wish.url)
    )
    switch_language(request, answer)
    return save_draft(request, answer, details_form(request, wish.channel, request.POST))


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@limited("hold")
@everyone
def hold_longer(request: ClinicRequest, pk: UUID) -> HttpResponse:
    """The form's own button, which needs no script: what was typed comes back, errors are for later. Loaded again, it
    is the form."""
    channel = channel_from_request(request, pk)
    wish = SlotRequest.of(request, channel)
    if request.method != "POST":
        return redirect(wish.url)
    form = details_form(request, channel, request.POST)
    form.errors.clear()
    code = BookingCodeForm(initial={"code": request.POST["code"]}) if "code" in request.POST else None
    try:
        opening = wish.booking(request).opening()
        if may_hold(request, opening):
            prolong(opening, by=request.actor, clinic=channel.organisation, pressed=True)
    except Refusal as refusal:
        if visit := wish.own_visit(request):
            return to_booked(visit)
        return details_page(request, wish, form, status=409, refusal=str(refusal), code=code)
    return details_page(request, wish, form, code=code)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@everyone
def book_with_code(request: ClinicRequest, pk: UUID) -> HttpResponse:
    """The same form with the code that was mailed to its address. Only a right code books, so there is no limit here;
    tries are counted on the code. Loaded again, it is the form."""
    channel = channel_from_request(request, pk)
    wish = SlotRequest.of(request, channel)
    if request.method != "POST":
        return redirect(wish.url)
    form, code = details_form(request, channel, request.POST), BookingCodeForm(request.POST)
    if not form.is_valid():
        return details_page(request, wish, form, status=422, code=code)
    result = code.check(form.details, by=request.actor)
    if result is CodeResult.RIGHT:
        return _take(request, wish, form, code=code)
    if result is CodeResult.WRONG:
        return details_page(request, wish, form, status=422, code=code)
    messages.warning(request, _("This code is no longer valid. Book again and we will send a new one."))
    return details_page(request, wish, form, status=409)


def _take(
    request: ClinicRequest, wish: SlotRequest, form: DetailsForm, *, code: BookingCodeForm | None = None
) -> HttpResponse:
    try:
        zone = zone_of(request, wish.channel).key
        plan = plan_asked(request, form.details, wish.channel)
        is_proven = code is not None or form.is_own_address
        visit = _book(wish.booking(request), form, is_proven=is_proven, zone=zone, plan=plan)
        if visit is None:
            return _ask_for_code(request, wish, form)
    except NoSessionLeft as refusal:
        forget_plan(request)
        said = _("What you book now is a visit outside the plan.")
        return details_page(request, wish, form, status=409, refusal=f"{refusal} {said}", code=code)
    except Refusal as refusal:
        return details_page(request, wish, form, status=409, refusal=str(refusal), code=code)
    forget_person(request)
    return remember_booking(request, drop_draft(to_booked(visit)), visit)


def _book(
    booking: Booking, form: DetailsForm, *, is_proven: bool, zone: str, plan: PatientServicePlan | None
) -> Appointment | None:
    """None when its address has had its share of bookings and nobody has shown that they read what goes there."""
    try:
        with transaction.atomic():
            visit = booking.book(form.details, zone=zone, plan=plan)
            if not is_proven and not is_within_limit(form.details, booking.by):
                raise TooManyBookings
    except TooManyBookings:
        # Undone; but a form that was sent twice has made its visit before.
        return booking.earlier()
    return visit


def _ask_for_code(request: ClinicRequest, wish: SlotRequest, form: DetailsForm) -> HttpResponse:
    """The time is held for as long as the code is valid."""
    opening = wish.booking(request).opening()
    prolong(opening, by=request.actor, clinic=wish.channel.organisation, pressed=True, minutes=MINUTES)
    send_code(form.details, request.actor)
    return details_page(request, wish, form, code=BookingCodeForm())
