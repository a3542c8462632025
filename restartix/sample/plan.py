"""One plan of several sessions, some behind and some ahead."""

from __future__ import annotations

from appointments.models import Appointment, PatientServicePlan, Status
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
        _take(visit, plan, number)


def _take(visit: Appointment, plan: PatientServicePlan, number: int) -> None:
    visit.patient_service_plan, visit.plan_session_number = plan, number
    visit.patient_person = visit.booked_as = plan.person
    visit.contact_email = plan.person.user.email if plan.person.user else ""
