"""Giving one's details and booking the time; what was typed is never lost."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from appointments.booking.channel import Channel
from appointments.booking.code_step import CodeForm, TooManyBookings, is_within_limit, send_code
from appointments.booking.details import DetailsForm
from appointments.booking.holding import hold_words
from appointments.booking.holds import prolong
from appointments.booking.known import details_form, forget_plan, plan_asked, plan_in_mind
from appointments.booking.slots import Opening, one_per_time, open_times
from appointments.booking.summary import duration, steps, zone_of
from appointments.booking.week import shown, value_of
from appointments.booking.wish import Wish
from appointments.plans import NoSessionLeft, words_of
from appointments.visits.links import give_link
from restartix.clock import Clock, money
from restartix.identity.codes import MINUTES, CodeResult
from restartix.limits import limited
from restartix.organisations.audiences import everyone
from restartix.organisations.middleware import ClinicRequest
from restartix.refusals import Refusal

NEARBY = 9
AROUND = timedelta(days=4)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@limited("booking")
@everyone
def book(request: ClinicRequest, pk: UUID) -> HttpResponse:
    channel = Channel.of(pk, request.GET.get("calendar", ""))
    wish = Wish.of(request, channel)
    if request.method == "POST":
        form = details_form(request, channel, request.POST)
        return _take(request, wish, form) if form.is_valid() else _page(request, wish, form, status=422)
    try:
        wish.booking(request).opening()
    except Refusal:
        messages.warning(request, _("This time is no longer free. Please choose another one."))
        return redirect(wish.back)
    return _page(request, wish, details_form(request, channel))


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@limited("hold")
@everyone
def hold_longer(request: ClinicRequest, pk: UUID) -> HttpResponse:
    """The form's own button, which needs no script: what was typed comes back, errors are for later. Loaded again, it
    is the form."""
    channel = Channel.of(pk, request.GET.get("calendar", ""))
    wish = Wish.of(request, channel)
    if request.method != "POST":
        return redirect(wish.url)
    form = details_form(request, channel, request.POST)
    form.errors.clear()
    code = CodeForm(initial={"code": request.POST["code"]}) if "code" in request.POST else None
    try:
        prolong(wish.booking(request).opening(), by=request.actor, clinic=channel.organisation, pressed=True)
    except Refusal as refusal:
        return _page(request, wish, form, status=409, refusal=str(refusal), code=code)
    return _page(request, wish, form, code=code)


@require_POST
@never_cache
@everyone
def book_with_code(request: ClinicRequest, pk: UUID) -> HttpResponse:
    """The same form with the code that was mailed to its address. Only a right code books, so there is no limit here;
    tries are counted on the code."""
    channel = Channel.of(pk, request.GET.get("calendar", ""))
    wish = Wish.of(request, channel)
    form, code = details_form(request, channel, request.POST), CodeForm(request.POST)
    if not form.is_valid():
        return _page(request, wish, form, status=422, code=code)
    result = code.check(form.details, by=request.actor)
    if result is CodeResult.RIGHT:
        return _take(request, wish, form, code=code)
    if result is CodeResult.WRONG:
        return _page(request, wish, form, status=422, code=code)
    messages.warning(request, _("This code is no longer valid. Book again and we will send a new one."))
    return _page(request, wish, form, status=409)


def _take(
    request: ClinicRequest, wish: Wish, form: DetailsForm, *, code: CodeForm | None = None
) -> HttpResponse:
    """Book it, unless its address has had its share of bookings and nobody has shown that they read what goes there."""
    try:
        zone = zone_of(request, wish.channel).key
        plan = plan_asked(request, form.details, wish.channel)
        booking = wish.booking(request)
        with transaction.atomic():
            visit = booking.book(form.details, zone=zone, plan=plan)
            is_proven = code is not None or form.is_own_address
            if not is_proven and not is_within_limit(form.details, request.actor):
                raise TooManyBookings
    except TooManyBookings:
        # Undone; but a form that was sent twice has made its visit before.
        earlier = booking.earlier()
        if earlier is None:
            return _ask_for_code(request, wish, form)
        visit = earlier
    except NoSessionLeft as refusal:
        forget_plan(request)
        said = _("What you book now is a visit outside the plan.")
        return _page(request, wish, form, status=409, refusal=f"{refusal} {said}", code=code)
    except Refusal as refusal:
        return _page(request, wish, form, status=409, refusal=str(refusal), code=code)
    forget_plan(request)
    return give_link(redirect("booked", visit.pk), visit)


def _ask_for_code(request: ClinicRequest, wish: Wish, form: DetailsForm) -> HttpResponse:
    """The time is held for as long as the code is valid."""
    opening = wish.booking(request).opening()
    prolong(opening, by=request.actor, clinic=wish.channel.organisation, pressed=True, minutes=MINUTES)
    send_code(form.details, request.actor)
    return _page(request, wish, form, code=CodeForm())


def _page(
    request: ClinicRequest,
    wish: Wish,
    form: DetailsForm,
    *,
    status: int = 200,
    refusal: str = "",
    code: CodeForm | None = None,
) -> HttpResponse:
    channel, clock = wish.channel, Clock(zone_of(request, wish.channel))
    context = {
        "form": form,
        "steps": steps(1, back=wish.back),
        "back": wish.back,
        "action": wish.code_url if code else wish.url,
        "code": code,
        "refusal": refusal,
        "parts": _nearby(wish, clock) if refusal else [],
        "channel": channel,
        "clock": clock.name,
        "hold_url": wish.hold_url,
        "longer_url": wish.longer_url,
        **({} if refusal else hold_words(wish, request)),
        **_visit(wish, clock, refused=bool(refusal)),
    }
    if plan := plan_in_mind(request, channel):
        context["facts"].append((_("Plan"), f"{plan.person.name}: {words_of(plan)}"))
    return render(request, "appointments/booking/details.html", context, status=status)


def _visit(wish: Wish, clock: Clock, *, refused: bool) -> dict[str, Any]:
    facts = [
        (_("Service"), wish.channel.name),
        (_("Length"), duration(wish.channel.service.duration)),
        (_("Price"), money(wish.channel.price, wish.channel.organisation.currency)),
    ]
    if refused or wish.started_at is None or wish.specialist is None:
        return {"facts": facts}
    facts.insert(1, (_("With"), wish.specialist.display_name))
    return {
        "when": clock.short(wish.started_at),
        "also": clock.beside(wish.channel.clock, wish.started_at),
        "facts": facts,
    }


def _nearby(wish: Wish, clock: Clock) -> list[dict[str, Any]]:
    """Other open times around the one that was wanted, by day, as buttons of the form: pressing one books it."""
    at = max(wish.started_at or timezone.now(), timezone.now())
    openings = one_per_time(open_times(wish.channel, at - AROUND, at + AROUND))
    nearest = sorted(openings, key=lambda one: abs(one.started_at - at))[:NEARBY]
    days: dict[str, list[dict[str, Any]]] = {}
    for one in sorted(nearest, key=lambda one: one.started_at):
        days.setdefault(clock.day(one.started_at), []).append(_button(one, clock, wish.channel.clock))
    return [{"name": day, "icon": "calendar", "slots": slots} for day, slots in days.items()]


def _button(one: Opening, clock: Clock, clinic: Clock) -> dict[str, Any]:
    words = shown(one, clock, clinic)
    beside = f" · {words['also']}" if words["also"] else ""
    return words | {"also": f"{one.specialist.display_name}{beside}", "value": value_of(one)}
