"""How ready the visits of a page are: the patient's forms, the room, the device. Two queries, however many visits."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from appointments.models import Appointment
from appointments.models.status import ACTIVE
from forms.models import Form, Side
from restartix.core.clock import Clock
from videocall.devices import in_words, latest_of
from videocall.models import DeviceTest, RoomState, VideoRoom

OK, OPEN, BAD = "ok", "open", "bad"


@dataclass(frozen=True)
class Ready:
    """One thing that a visit needs before it begins."""

    key: str
    name: str
    state: str
    words: str


def readiness_of(visits: Sequence[Appointment], clock: Clock) -> dict[int, list[Ready]]:
    """Of the visits that are still to be held, each with its room; the others need nothing any more (or not yet)."""
    asked = [visit.pk for visit in visits if visit.status in ACTIVE]
    if not asked:
        return {}
    unsigned = Form.objects.unsigned_required().filter(appointment_id__in=asked, filled_by=Side.PATIENT)
    waiting = Counter(unsigned.values_list("appointment_id", flat=True))
    rooms = {visit.pk: getattr(visit, "room", None) for visit in visits}
    tests = latest_of(asked)
    return {pk: [_forms(waiting[pk]), _room(rooms[pk]), _device(tests.get(pk), clock)] for pk in asked}


def readiness_at_the_desk(visit: Appointment, clock: Clock) -> list[Ready]:
    """Of a visit whose forms and room are at hand. One query."""
    if visit.status not in ACTIVE:
        return []
    waiting = sum(
        form.is_required and not form.is_settled and form.filled_by == Side.PATIENT
        for form in visit.forms.all()
    )
    test = latest_of([visit.pk]).get(visit.pk)
    return [_forms(waiting), _room(getattr(visit, "room", None)), _device(test, clock)]


def _forms(waiting: int) -> Ready:
    words = (
        ngettext("%(count)s form to sign", "%(count)s forms to sign", waiting) % {"count": waiting}
        if waiting
        else _("All signed")
    )
    return Ready("forms", _("Forms"), OPEN if waiting else OK, words)


def _room(room: VideoRoom | None) -> Ready:
    states = {RoomState.READY: (OK, _("Ready")), RoomState.FAILED: (BAD, _("Failed"))}
    found, words = (
        states.get(RoomState(room.state), (OPEN, _("Being created")))
        if room
        else (OPEN, _("Not created yet"))
    )
    return Ready("room", _("Video room"), found, words)


def _device(test: DeviceTest | None, clock: Clock) -> Ready:
    words = in_words(test)
    if test is None:
        return Ready("device", _("Device test"), OPEN, words)
    state = OK if test.is_passed else BAD if test.failed_parts else OPEN
    told = ", ".join(filter(None, (test.browser, clock.short(test.tested_at))))
    return Ready("device", _("Device test"), state, f"{words} ({told})")
