"""Giving one's details and booking the time; what was typed is never lost."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from appointments.booking.booking import Booking
from appointments.booking.channel import Channel
from appointments.booking.details import DetailsForm
from appointments.booking.slots import Opening, one_per_time, open_times
from appointments.booking.summary import duration, instant, specialist_named, steps, zone_of
from appointments.booking.week import shown, value_of
from appointments.models import Specialist
from appointments.visits.links import give_link
from restartix.clock import Clock, money, zone_named
from restartix.limits import limited
from restartix.organisations.audiences import everyone
from restartix.organisations.middleware import ClinicRequest
from restartix.refusals import NotNow, Refusal

NEARBY = 9
AROUND = timedelta(days=4)


@dataclass(frozen=True)
class Wish:
    """The time that the address (or a button of the page) asks for. Either part is None when it makes no sense."""

    channel: Channel
    started_at: datetime | None
    specialist: Specialist | None
    zone: str

    @classmethod
    def of(cls, request: ClinicRequest, channel: Channel) -> Wish:
        at, who = request.GET.get("at", ""), request.GET.get("with", "")
        if "|" in (pressed := request.POST.get("slot", "")):
            at, _bar, who = pressed.partition("|")
        return cls(channel, instant(at), specialist_named(channel, who), request.GET.get("zone", ""))

    def booking(self, request: ClinicRequest) -> Booking:
        """Raises NotNow when there is no such time or person here."""
        if self.started_at is None or self.specialist is None:
            raise NotNow(_("This time can’t be booked any more. Please choose another one."))
        return Booking(self.channel, self.specialist, self.started_at, request.actor)

    @property
    def url(self) -> str:
        at = f"{self.started_at:%Y-%m-%dT%H:%MZ}" if self.started_at else ""
        who = str(self.specialist.pk) if self.specialist else ""
        return self.channel.book_url(**{"at": at, "with": who, "zone": self.zone})

    @property
    def back(self) -> str:
        """Choosing another time, on the day of this one."""
        clock = Clock(zone_named(self.zone, self.channel.organisation.zone))
        day = clock.local(self.started_at).date().isoformat() if self.started_at else ""
        return self.channel.url(zone=self.zone, day=day)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@limited("booking", email="email", phone="phone")
@everyone
def book(request: ClinicRequest, pk: UUID) -> HttpResponse:
    channel = Channel.of(pk, request.GET.get("calendar", ""))
    wish = Wish.of(request, channel)
    if request.method == "POST":
        return _take(request, wish)
    try:
        wish.booking(request).opening()
    except Refusal:
        messages.warning(request, _("That time is not free any more. Please choose another one."))
        return redirect(wish.back)
    return _page(request, wish, DetailsForm(organisation=channel.organisation))


def _take(request: ClinicRequest, wish: Wish) -> HttpResponse:
    form = DetailsForm(request.POST, organisation=wish.channel.organisation)
    if not form.is_valid():
        return _page(request, wish, form, status=422)
    try:
        zone = zone_of(request, wish.channel).key
        visit = wish.booking(request).book(form.details, zone=zone)
    except Refusal as refusal:
        return _page(request, wish, form, status=409, refusal=str(refusal))
    return give_link(redirect("booked", visit.pk), visit)


def _page(
    request: ClinicRequest, wish: Wish, form: DetailsForm, *, status: int = 200, refusal: str = ""
) -> HttpResponse:
    channel, clock = wish.channel, Clock(zone_of(request, wish.channel))
    context = {
        "form": form,
        "steps": steps(1, back=wish.back),
        "back": wish.back,
        "action": wish.url,
        "refusal": refusal,
        "parts": _nearby(wish, clock) if refusal else [],
        "channel": channel,
        "clock": clock.name,
        **_visit(wish, clock, refused=bool(refusal)),
    }
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
