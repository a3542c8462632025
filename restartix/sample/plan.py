"""One plan of several sessions, some behind and some ahead."""

from __future__ import annotations

from appointments.models import PatientServicePlan, Status
from restartix.sample.people import seen_is
from restartix.sample.world import Clinic

SESSIONS = 6
AHEAD = (Status.UPCOMING, Status.CONFIRMED)


def enrol(clinic: Clinic) -> None:
    """The first patient with a login comes for six sessions of physiotherapy. Their visits are not saved yet."""
    service, patient = clinic.services["physiotherapy"], clinic.persons[0]
    plan = PatientServicePlan.objects.create(
        organisation=clinic.organisation, person=patient, service=service, sessions=SESSIONS
    )
    given = [visit for visit in clinic.visits if visit.service == service]
    done = [visit for visit in given if visit.status == Status.DONE][-4:]
    ahead = [visit for visit in given if visit.status in AHEAD][: SESSIONS - len(done)]
    for number, visit in enumerate([*done, *ahead], start=1):
        visit.patient_service_plan, visit.plan_session_number = plan, number
        seen_is(visit, patient)
