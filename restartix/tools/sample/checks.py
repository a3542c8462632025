"""What tests and pictures rely on is there, or loading stops and says what is missing."""

from __future__ import annotations

from collections.abc import Iterator

from appointments.models import Appointment, Status
from forms.models import Form
from restartix.tools.sample.script import ELENA, LUCA, MARIA, MIHAI, OLIVIA
from restartix.tools.sample.world import Clinic, World
from reviews.models import Review

PEOPLE = {"aurora": (ELENA, MIHAI, MARIA, LUCA), "riverside": (OLIVIA,)}
AHEAD = (Status.UPCOMING, Status.CONFIRMED)


class SampleIncomplete(Exception):
    """The message names each thing that is missing, one a line."""


def check(world: World) -> None:
    lines = [line for slug, clinic in world.clinics.items() for line in missing_parts(world, slug, clinic)]
    if lines:
        raise SampleIncomplete("The sample lacks what tests and pictures rely on:\n" + "\n".join(lines))


def missing_parts(world: World, slug: str, clinic: Clinic) -> Iterator[str]:
    reviewed = set(
        Review.objects.filter(appointment__in=clinic.visits).values_list("appointment_id", flat=True)
    )
    unsigned = set(Form.objects.unsigned_required().values_list("appointment_id", flat=True))
    for status in Status:
        is_left_out = status == Status.INPROGRESS and not (slug == "aurora" and world.size.is_always_open)
        if not is_left_out and not any(visit.status == status for visit in clinic.visits):
            yield f"- at {slug}: a visit that is {status}"
    if not any(visit.status == Status.DONE and visit.pk not in reviewed for visit in clinic.visits):
        yield f"- at {slug}: a visit that is done and that nobody reviewed"
    for name in PEOPLE[slug]:
        own = [visit for visit in clinic.visits if visit.patient_person.name == name and visit.onboarded_at]
        if not any(_is_behind(world, visit, reviewed, unsigned) for visit in own):
            yield f"- of {name}: a visit that is done, signed and reviewed"
        if not any(visit.status in AHEAD and visit.started_at > world.now for visit in own):
            yield f"- of {name}: a visit ahead"
        if not any(visit.status == Status.CANCELLED for visit in own):
            yield f"- of {name}: a visit that was called off"


def _is_behind(world: World, visit: Appointment, reviewed: set[int], unsigned: set[int]) -> bool:
    is_complete = visit.pk in reviewed and visit.pk not in unsigned
    return visit.status == Status.DONE and visit.ended_at <= world.now and is_complete
