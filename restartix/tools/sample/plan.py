"""One plan of several sessions, some behind and some ahead."""

from __future__ import annotations

from appointments.models import PatientServicePlan
from restartix.tools.sample.script import ELENA
from restartix.tools.sample.world import World

SESSIONS = 6


def enrol(world: World) -> None:
    """The first patient with a login comes for six sessions of physiotherapy. Their visits are not saved yet."""
    clinic = world.clinics["aurora"]
    plan = PatientServicePlan.objects.create(
        organisation=clinic.organisation,
        person=clinic.person_named(ELENA),
        service=clinic.services["physiotherapy"],
        sessions=SESSIONS,
    )
    for visit in clinic.visits:
        entry = world.entry_of(visit)
        if entry and entry.session:
            visit.patient_service_plan, visit.plan_session_number = plan, entry.session
