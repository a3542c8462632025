"""The wish's private page: what is on offer and until when; yes, no, or off the list. Opening it changes nothing."""

from __future__ import annotations

from dataclasses import replace
from typing import Any
from uuid import UUID

from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from appointments.availability.channel import Channel
from appointments.models import Appointment, WaitingWish
from restartix.core.clinics.actor import Actor
from restartix.core.clinics.scope import link_hash, use_client, use_link
from restartix.core.clock import Clock, date_range, duration, money
from restartix.core.phone import format_phone
from restartix.core.refusals import Refusal
from restartix.core.web.audiences import everyone
from restartix.core.web.middleware import ClinicRequest
from restartix.flows.booking import Booking, Details
from restartix.flows.waitlist import free_starts
from restartix.pages.shared.booked import to_booked


@require_safe
@never_cache
@everyone
def waiting_offer(request: ClinicRequest, pk: UUID, token: str) -> HttpResponse:
    try:
        wish = entry_by_token(pk, token)
    except Http404:
        return render(request, "appointments/visits/link_over.html", status=404)
    return _page(request, wish)


@require_POST
@never_cache
@everyone
def waiting_acceptance(request: ClinicRequest, pk: UUID, token: str) -> HttpResponse:
    wish = entry_by_token(pk, token)
    try:
        visit = take(wish, by=request.actor)
    except Refusal as refusal:
        return _page(request, entry_by_token(pk, token), refusal=str(refusal))
    return to_booked(visit)


@require_POST
@never_cache
@everyone
def waiting_refusal(request: ClinicRequest, pk: UUID, token: str) -> HttpResponse:
    entry_by_token(pk, token).decline()
    return redirect("waiting_offer", pk, token)


@require_POST
@never_cache
@everyone
def waiting_leave(request: ClinicRequest, pk: UUID, token: str) -> HttpResponse:
    entry_by_token(pk, token).withdraw()
    return redirect("waiting_offer", pk, token)


@require_POST
@never_cache
@everyone
def waiting_return(request: ClinicRequest, pk: UUID, token: str) -> HttpResponse:
    """On the list again, after an offer was let pass or the list was left."""
    wish = entry_by_token(pk, token)
    try:
        wish.put_back(seen=free_starts(wish, Channel(wish.service, wish.calendar)))
    except Refusal as refusal:
        return _page(request, wish, refusal=str(refusal))
    return redirect("waiting_offer", pk, token)


def entry_by_token(pk: UUID, token: str) -> WaitingWish:
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
    channel = Channel(wish.service, wish.calendar)
    context = {
        "wish": wish,
        "refusal": refusal,
        "token": wish.link_token,
        "back": channel.url(),
        "again": channel.waiting_url(zone=wish.time_zone),
        "facts": _wanted(wish, channel),
        **(_offered(wish, channel) if wish.has_offer else {}),
    }
    return render(request, "appointments/waiting/offer.html", context, status=409 if refusal else 200)


def _wanted(wish: WaitingWish, channel: Channel) -> list[tuple[str, str]]:
    anyone = wish.specialist.display_name if wish.specialist else _("Any specialist")
    part = f"{wish.get_part_of_day_display()}, {Clock(wish.zone).name}"
    days = date_range(wish.earliest, wish.latest)
    return [
        (_("Service"), channel.name),
        (_("With"), anyone),
        (_("Days"), days),
        (_("Time of day"), part),
        (_("Phone"), format_phone(wish.phone)),
    ]


def _offered(wish: WaitingWish, channel: Channel) -> dict[str, Any]:
    clock = Clock(wish.zone)
    assert wish.offered_at
    assert wish.offered_until
    until = f"{clock.short(wish.offered_until)}, {clock.name}"
    return {
        "when": f"{clock.day(wish.offered_at)}, {clock.time(wish.offered_at)}",
        "clock": clock.name,
        "also": clock.beside(channel.clock, wish.offered_at),
        "kept": _("We will hold it for you until %(until)s.") % {"until": until},
        "duration": duration(wish.service.duration),
        "price": money(channel.price, channel.organisation.currency),
    }
