"""The entry's private page: what is on offer and until when; yes, no, or off the list. Opening it changes nothing."""

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
from appointments.models import Appointment, WaitlistEntry
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
        entry = entry_by_token(pk, token)
    except Http404:
        return render(request, "appointments/visits/link_over.html", status=404)
    return _page(request, entry)


@require_POST
@never_cache
@everyone
def waiting_acceptance(request: ClinicRequest, pk: UUID, token: str) -> HttpResponse:
    entry = entry_by_token(pk, token)
    try:
        visit = take(entry, by=request.actor)
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
    entry = entry_by_token(pk, token)
    try:
        entry.put_back(seen=free_starts(entry, Channel(entry.service, entry.calendar)))
    except Refusal as refusal:
        return _page(request, entry, refusal=str(refusal))
    return redirect("waiting_offer", pk, token)


def entry_by_token(pk: UUID, token: str) -> WaitlistEntry:
    """The entry of this private link; the transaction holds the link from here on."""
    use_link(link_hash(token))
    entries = WaitlistEntry.objects.select_related(
        "service__organisation", "specialist", "offered_with", "calendar"
    )
    entry = entries.filter(pk=pk, link_hash=link_hash(token)).first()
    if entry is None:
        raise Http404
    return entry


def take(entry: WaitlistEntry, *, by: Actor) -> Appointment:
    """Book the time that is held for them, in the entry's name; all of it, or nothing has changed. Raises Refusal."""
    with transaction.atomic():
        entry.take()
        use_client(entry.pk)
        assert entry.offered_at
        assert entry.offered_with
        channel = Channel(entry.service, entry.calendar)
        booking = Booking(channel, entry.offered_with, entry.offered_at, replace(by, client_id=entry.pk))
        details = Details(entry.name, entry.email, entry.phone, entry.privacy_version)
        return booking.book(details, zone=entry.time_zone)


def _page(request: ClinicRequest, entry: WaitlistEntry, *, refusal: str = "") -> HttpResponse:
    channel = Channel(entry.service, entry.calendar)
    context = {
        "entry": entry,
        "refusal": refusal,
        "token": entry.link_token,
        "back": channel.url(),
        "again": channel.waiting_url(zone=entry.time_zone),
        "facts": _wanted(entry, channel),
        **(_offered(entry, channel) if entry.has_offer else {}),
    }
    return render(request, "appointments/waiting/offer.html", context, status=409 if refusal else 200)


def _wanted(entry: WaitlistEntry, channel: Channel) -> list[tuple[str, str]]:
    anyone = entry.specialist.display_name if entry.specialist else _("Any specialist")
    part = f"{entry.get_part_of_day_display()}, {Clock(entry.zone).name}"
    days = date_range(entry.earliest, entry.latest)
    return [
        (_("Service"), channel.name),
        (_("With"), anyone),
        (_("Days"), days),
        (_("Time of day"), part),
        (_("Phone"), format_phone(entry.phone)),
    ]


def _offered(entry: WaitlistEntry, channel: Channel) -> dict[str, Any]:
    clock = Clock(entry.zone)
    assert entry.offered_at
    assert entry.offered_until
    until = f"{clock.short(entry.offered_until)}, {clock.name}"
    return {
        "when": f"{clock.day(entry.offered_at)}, {clock.time(entry.offered_at)}",
        "clock": clock.name,
        "also": clock.beside(channel.clock, entry.offered_at),
        "kept": _("We will hold it for you until %(until)s.") % {"until": until},
        "duration": duration(entry.service.duration),
        "price": money(channel.price, channel.organisation.currency),
    }
