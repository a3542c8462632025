"""What a patient's device could do when it was tried before the visit."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from appointments.models import Appointment
from videocall.models import DeviceTest, Outcome

PARTS = {
    "camera": gettext_lazy("Camera"),
    "microphone": gettext_lazy("Microphone"),
    "speaker": gettext_lazy("Speaker"),
    "network": gettext_lazy("Connection"),
}
# The first that a browser's own description names; they all claim to be the older ones as well.
FAMILIES = {
    "Edg": "Edge",
    "OPR": "Opera",
    "SamsungBrowser": "Samsung Internet",
    "Firefox": "Firefox",
    "FxiOS": "Firefox",
    "CriOS": "Chrome",
    "Chrome": "Chrome",
    "Safari": "Safari",
}
MOST_KEPT = 50


def record(visit: Appointment, said: Mapping[str, str], *, user_agent: str) -> DeviceTest | None:
    """Keep what the device said of itself; nonsense counts as not tried. None once there are too many."""
    if DeviceTest.objects.filter(appointment_id=visit.pk).count() >= MOST_KEPT:
        return None
    outcomes = {part: said[part] for part in PARTS if said.get(part) in Outcome.values}
    return DeviceTest.objects.create(
        organisation_id=visit.organisation_id,
        appointment_id=visit.pk,
        browser=browser_family(user_agent),
        **outcomes,
    )


def browser_family(user_agent: str) -> str:
    """Whose browser it is, and no more of it."""
    return next((family for mark, family in FAMILIES.items() if f"{mark}/" in user_agent), "")


def latest_of(visits: Iterable[int]) -> dict[int, DeviceTest]:
    """The last test of each visit, in one query."""
    found = DeviceTest.objects.filter(appointment_id__in=list(visits))
    return {test.appointment_id: test for test in found.order_by("appointment_id", "tested_at", "id")}


def in_words(test: DeviceTest | None) -> str:
    """For a line: that everything works, or what does not."""
    if test is None:
        return _("Not tested yet")
    if test.is_passed:
        return _("Everything works")
    if failed := test.failed_parts:
        return _("Not working: %(parts)s") % {"parts": ", ".join(str(PARTS[part]) for part in failed)}
    return _("Tested in part")
