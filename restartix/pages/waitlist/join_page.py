"""The page on which a visitor joins the waitlist; what was typed there, or on the booking form before, is never
lost."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from appointments.availability.channel import Channel
from patients.models import PatientPerson
from restartix.core.clock import Clock, duration
from restartix.core.identity.languages import switch_language
from restartix.core.limits import limit_tries
from restartix.core.web.audiences import everyone
from restartix.core.web.middleware import ClinicRequest
from restartix.core.web.refusal_header import sends_by_script
from restartix.pages.shared.booked import drop_draft
from restartix.pages.shared.draft import fill_in, forget_fields, load_draft, save_draft
from restartix.pages.shared.slot_request import channel_from_request, zone_of
from restartix.pages.waitlist.join import WaitingForm, contact_on_record, join_list

LED_BY = {"with": "specialist", "from": "earliest", "until": "latest"}
"""What the address says of the page that led here, and the field that begins with it."""


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@limit_tries("booking")
@everyone
def waiting_entry(request: ClinicRequest, pk: UUID) -> HttpResponse:
    channel = channel_from_request(request, pk)
    clock = Clock(zone_of(request, channel))
    form = _form(request, channel, clock)
    if request.method == "POST" and form.is_valid():
        entry = join_list(form, channel, clock, by=request.actor)
        return drop_draft(redirect("waiting_offer", entry.pk, entry.link_token))
    if request.method != "POST" and (typed := load_draft(request)):
        _forget_what_is_asked_anew(typed, _asked(request, channel))
        fill_in(form, typed)
    asks = _asks(request)
    context = {
        "form": form,
        "channel": channel,
        "duration": duration(channel.service.duration),
        "clock": clock.name,
        "draft_url": channel.waiting_draft_url(**asks),
        "page_url": channel.waiting_url(**asks),
    }
    status = 422 if request.method == "POST" else 200
    return render(request, "appointments/waiting/wish.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@everyone
def waiting_draft(request: ClinicRequest, pk: UUID) -> HttpResponse:
    """Leave the form for a while, as `booking_draft` does: for the open times, the other language, or by a link."""
    channel, asks = channel_from_request(request, pk), _asks(request)
    if request.method != "POST":
        return redirect(channel.waiting_url(**asks))
    leaves = request.POST.get("leave") == "times"
    there = (
        channel.url(zone=asks["zone"], **{"with": asks["with"]}) if leaves else channel.waiting_url(**asks)
    )
    answer = HttpResponse(status=204) if sends_by_script(request) else redirect(there)
    switch_language(request, answer)
    form = _form(request, channel, Clock(zone_of(request, channel)))
    return save_draft(request, answer, form, asked=_asked(request, channel))


def _form(request: ClinicRequest, channel: Channel, clock: Clock) -> WaitingForm:
    form = WaitingForm(request.POST or None, channel=channel, clock=clock, asks=request.GET)
    own = PatientPerson.objects.filter(pk__in=request.actor.own_person_ids).select_related("user").first()
    if own:
        form.initial = {**form.initial, **contact_on_record(own)}
    form.look_abroad(request.headers.get("Accept-Language", ""), request.GET.get("zone", ""))
    return form


def _forget_what_is_asked_anew(typed: QueryDict, asked: dict[str, str]) -> None:
    """Whoever comes from another specialist's times, or another month's, entries for those; a page that says nothing of
    them, or the same as before, leaves what was chosen here. And what is sent once is marked anew each time."""
    is_elsewhere = typed.get("at") != asked["at"]
    anew = [
        field
        for part, field in LED_BY.items()
        if is_elsewhere or (asked[part] and asked[part] != typed.get(part))
    ]
    forget_fields(typed, [*anew, "once"])


def _asks(request: ClinicRequest) -> dict[str, str]:
    return {name: request.GET.get(name, "") for name in ("zone", *LED_BY)}


def _asked(request: ClinicRequest, channel: Channel) -> dict[str, str]:
    """Of whose times the page that led here was, and which."""
    return {"at": channel.waiting_url()} | {part: request.GET.get(part, "") for part in LED_BY}
