"""What a browser in a call asks of this server: to join, to poll, to pass a note on, to leave."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_POST

from appointments.models import Appointment
from restartix.core.effects.failures import OutsideFailure, reason
from restartix.core.untrusted_json import read_object
from restartix.core.web.audiences import members_only, patients_only
from restartix.core.web.middleware import ClinicRequest
from videocall.models import Participant, Provider
from videocall.relays import ice_servers
from videocall.rooms import closes_at, ensure_room, is_meeting, join_link, provider
from videocall.signalling import KINDS, LONGEST_LINE, LONGEST_NOTE, Seat

Side = Participant.Side
OVER = {"over": True}
RELAYED_PAST_THE_END = timedelta(hours=2)


def join(request: ClinicRequest, side: Side, visit: int) -> JsonResponse:
    """A seat: with it a browser is found by the others, and asks for its own way into Daily's room."""
    found = _visit(request, side, visit)
    if not is_meeting(found):
        return JsonResponse(OVER)
    if not Seat.is_free(found, side=side):
        return JsonResponse({"full": True})
    was, name = _uuid(request.POST.get("was", "")), _name(request, side, found)
    seat = Seat.take(found, by=request.actor, side=side, display_name=name, was=was)
    return JsonResponse({"seat": str(seat.participant.pk), "side": side})


def poll(request: ClinicRequest, side: Side, visit: int, seat: uuid.UUID) -> JsonResponse:
    """A poll: who else is here, and the notes for this browser. A waiting browser hears only whether it is expected."""
    found = _visit(request, side, visit)
    if not is_meeting(found):
        return JsonResponse(OVER)
    mine = Seat.find(found, seat, by=request.actor, side=side)
    if mine is None:
        return JsonResponse({"gone": True})
    mine.beat()
    if mine.participant.is_waiting:
        return JsonResponse({"waiting": True, "expected": mine.is_expected()})
    answer: dict[str, Any] = {"others": mine.others(), "notes": mine.notes(read=_read(request))}
    if request.POST.get("ice"):
        answer["ice"] = ice_servers(whom=str(seat), until=closes_at(found) + RELAYED_PAST_THE_END)
    if side == Side.STAFF:
        answer["at_the_door"] = mine.at_the_door()
    if provider() == Provider.DAILY:
        answer["meeting"] = mine.meeting()
    if provider() == Provider.DAILY and request.POST.get("door"):
        answer["door"] = _way_into_daily(request, side, found, seat)
    return JsonResponse(answer)


def signal(request: ClinicRequest, side: Side, visit: int, seat: uuid.UUID) -> JsonResponse:
    """Pass an offer or an answer to another browser of the same visit."""
    mine = Seat.find(_visit(request, side, visit), seat, by=request.actor, side=side)
    note = _note(request)
    if mine is None or note is None:
        return JsonResponse({"sent": False})
    return JsonResponse({"sent": mine.send(note["to"], kind=note["kind"], body=note["body"])})


def chat(request: ClinicRequest, side: Side, visit: int, seat: uuid.UUID) -> JsonResponse:
    """A line of chat for everybody in the call."""
    mine = Seat.find(_visit(request, side, visit), seat, by=request.actor, side=side)
    text = request.POST.get("text", "").replace("\x00", "").strip()[:LONGEST_LINE]
    return JsonResponse({"heard": mine.say(text) if mine and text else 0})


def admit(request: ClinicRequest, side: Side, visit: int, seat: uuid.UUID) -> JsonResponse:
    """Admit somebody who is waiting."""
    mine = Seat.find(_visit(request, side, visit), seat, by=request.actor, side=side)
    guest = _uuid(request.POST.get("guest", ""))
    return JsonResponse({"admitted": bool(mine and guest and mine.admit(guest))})


def leave(request: ClinicRequest, side: Side, visit: int, seat: uuid.UUID) -> JsonResponse:
    if mine := Seat.find(_visit(request, side, visit), seat, by=request.actor, side=side):
        mine.leave()
    return JsonResponse({})


def _for(audience: Callable[..., Any], act: Callable[..., JsonResponse], side: Side) -> Any:
    """The same view for one side, open to that side's people alone."""

    def view(request: ClinicRequest, **named: Any) -> HttpResponse:
        return act(request, side, **named)

    return audience(require_POST(view))


ACTS = (join, poll, signal, chat, leave)
staff_join, staff_poll, staff_signal, staff_chat, staff_leave = (
    _for(members_only, act, Side.STAFF) for act in ACTS
)
patient_join, patient_poll, patient_signal, patient_chat, patient_leave = (
    _for(patients_only, act, Side.PATIENT) for act in ACTS
)
staff_admit = _for(members_only, admit, Side.STAFF)


def _visit(request: ClinicRequest, side: Side, pk: int) -> Appointment:
    """The visit, if this actor belongs on this side of it."""
    found = get_object_or_404(Appointment, pk=pk)
    belongs = request.actor.runs if side == Side.STAFF else request.actor.speaks_for
    if not belongs(found):
        raise Http404
    return found


def _name(request: ClinicRequest, side: Side, visit: Appointment) -> str:
    if side == Side.PATIENT:
        return str(visit.patient_person.name)
    return str(visit.specialist.display_name if request.actor.treats(visit) else request.actor.user_name)


def _way_into_daily(
    request: ClinicRequest, side: Side, visit: Appointment, seat: uuid.UUID
) -> dict[str, str]:
    room = ensure_room(visit)
    if room is None or not room.is_ready:
        return {"failed": reason(room.last_error)} if room and room.last_error else {}
    try:
        name = _name(request, side, visit)
        url = join_link(room, seat=seat, display_name=name, is_owner=side == Side.STAFF)
    except OutsideFailure as failure:
        return {"failed": reason(failure.code)}
    return {"url": url}


def _read(request: ClinicRequest) -> list[uuid.UUID]:
    return [key for said in request.POST.getlist("read")[:100] if (key := _uuid(said))]


def _note(request: ClinicRequest) -> dict[str, Any] | None:
    """The note that was sent; None when it makes no sense."""
    to, kind, text = _uuid(request.POST.get("to", "")), request.POST.get("kind"), request.POST.get("body", "")
    if to is None or kind not in KINDS or len(text) > LONGEST_NOTE:
        return None
    body = read_object(text)
    return {"to": to, "kind": kind, "body": body} if body is not None else None


def _uuid(text: str) -> uuid.UUID | None:
    try:
        return uuid.UUID(text)
    except ValueError:
        return None
