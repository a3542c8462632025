"""The wish's private page: what is on offer and until when; yes, no, or off the list. Opening it changes nothing."""

from __future__ import annotations

from dataclasses import replace
from typing import Any
from uuid import UUID

from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from appointments.booking.booking import Booking
from appointments.booking.channel import Channel
from appointments.booking.details import Details
from appointments.booking.summary import duration
from appointments.models import Appointment, WaitingWish
from appointments.visits.links import give_link
from restartix.clock import Clock, long_date
from restartix.limits import limited
from restartix.organisations.actor import Actor
from restartix.organisations.audiences import everyone
from restartix.organisations.middleware import ClinicRequest
from restartix.organisations.scope import link_hash, use_client, use_link
from restartix.refusals import Refusal


@require_safe
@never_cache
@everyone
def waiting_offer(request: ClinicRequest, pk: UUID, token: str) -> HttpResponse:
    try:
        wish = wish_by(pk, token)
    except Http404:
        return render(request, "appointments/visits/link_over.html", status=404)
    return _page(request, wish)


@require_POST
@never_cache
@limited("booking")
@everyone
def waiting_acceptance(request: ClinicRequest, pk: UUID, token: str) -> HttpResponse:
    wish = wish_by(pk, token)
    try:
        visit = take(wish, by=request.actor)
    except Refusal as refusal:
        return _page(request, wish_by(pk, token), refusal=str(refusal))
    return give_link(redirect("booked", visit.pk), visit)


@require_POST
@never_cache
@everyone
def waiting_refusal(request: ClinicRequest, pk: UUID, token: str) -> HttpResponse:
    wish_by(pk, token).decline()
    return redirect("waiting_offer", pk, token)


@require_POST
@never_cache
@everyone
def waiting_leave(request: ClinicRequest, pk: UUID, token: str) -> HttpResponse:
    wish_by(pk, token).withdraw()
    return redirect("waiting_offer", pk, token)


def wish_by(pk: UUID, token: str) -> WaitingWish:
    """The wish of this private link, which the transaction holds from here on."""
    use_link(link_hash(token))
    wishes = WaitingWish.objects.select_related(
        "service__organisation", "specialist", "offered_with", "calendar"
    )
    wish = wishes.filter(pk=pk, link_hash=link_hash(token)).first()
    if wish is None:
        raise Http404
    return wish


def take(wish: WaitingWish, *, by: Actor) -> Appointment:
    """Book the time that is kept for them, in the wish's name; all of it, or nothing has changed. Raises Refusal."""
    with transaction.atomic():
        wish.take()
        use_client(wish.pk)
        assert wish.offered_at
        assert wish.offered_with
        channel = Channel(wish.service, wish.calendar)
        booking = Booking(channel, wish.offered_with, wish.offered_at, replace(by, client_id=wish.pk))
        details = Details(wish.name, wish.email, wish.phone, wish.privacy_version)
        return booking.book(details, zone=wish.time_zone)


def _page(request: ClinicRequest, wish: WaitingWish, *, refusal: str = "") -> HttpResponse:
    context = {
        "wish": wish,
        "refusal": refusal,
        "token": wish.link_token,
        "back": Channel(wish.service, wish.calendar).url(),
        **_asked(wish),
        **(_offered(wish) if wish.has_offer else {}),
    }
    return render(request, "appointments/waiting/offer.html", context, status=409 if refusal else 200)


def _asked(wish: WaitingWish) -> dict[str, Any]:
    days = (long_date(wish.earliest), long_date(wish.latest))
    return {"days": days, "part": wish.get_part_of_day_display(), "clock": Clock(wish.zone).name}


def _offered(wish: WaitingWish) -> dict[str, Any]:
    clock, clinic = Clock(wish.zone), Clock(wish.service.organisation.zone)
    assert wish.offered_at
    assert wish.offered_until
    return {
        "when": f"{clock.day(wish.offered_at)}, {clock.time(wish.offered_at)}",
        "also": clock.beside(clinic, wish.offered_at),
        "until": clock.short(wish.offered_until),
        "duration": duration(wish.service.duration),
    }
