"""Patients book the sessions of their plan themselves."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connections
from django.utils import timezone

from appointments.availability.channel import Channel
from appointments.availability.open_times import open_times
from appointments.models import Appointment, PatientServicePlan


@pytest.fixture
def plan_of():
    """A plan of Elena's of so many sessions of a first visit."""

    def enrol(admin, cast, sessions):
        with admin.scope():
            return PatientServicePlan.objects.create(
                organisation=cast.aurora.organisation,
                person=cast.elena,
                service=cast.aurora.services["first-visit"],
                sessions=sessions,
            )

    return enrol


@pytest.fixture
def browser(patient, cast):
    """One of Elena's, come from her plan."""

    def come(plan):
        client = patient.client()
        client.get(patient.at(f"my/people/{cast.elena.pk}/booking/?plan={plan.pk}"))
        return client

    return come


def addresses(seat, service, cast, count):
    """Of so many open times with Ioana."""
    with seat.scope():
        soon = timezone.now() + timedelta(days=3)
        free = open_times(Channel.of(service.pk), soon, soon + timedelta(days=9), specialists=[cast.ioana])
    starts = [one.started_at for one in free[: count * 4 : 4]]
    return [
        seat.at(f"services/{service.pk}/book/?at={at:%Y-%m-%dT%H:%MZ}&with={cast.ioana.pk}") for at in starts
    ]


@pytest.fixture
def told(cast):
    version = str(cast.aurora.organisation.privacy_version)
    person = str(cast.elena.pk)
    return {
        "person": person,
        "email": "elena@patients.example",
        "privacy": "on",
        "privacy_version": version,
    }


def test_bookings_at_once_share_out_what_the_plan_has_left(
    committed, admin, patient, cast, first_visit, plan_of, browser, told
):
    plan = plan_of(admin, cast, 3)
    there = addresses(patient, first_visit, cast, 4)
    browsers = [browser(plan) for _ in there]

    def press(number):
        try:
            return browsers[number].post(there[number], told).status_code
        finally:
            connections.close_all()

    with ThreadPoolExecutor(4) as pool:
        answers = list(pool.map(press, range(4)))

    assert sorted(answers) == [302, 302, 302, 409]
    with patient.scope():
        sessions = Appointment.objects.filter(patient_service_plan=plan).order_by("plan_session_number")
        assert list(sessions.values_list("plan_session_number", flat=True)) == [1, 2, 3]


def test_a_plan_is_for_one_booking_and_shown_before_it(
    db, admin, patient, cast, first_visit, plan_of, browser, told
):
    plan = plan_of(admin, cast, 1)
    client, late = browser(plan), browser(plan)
    one, two, three = addresses(patient, first_visit, cast, 3)
    assert f"{cast.elena.name}: 0 of 1 done, 0 planned, 1 left" in client.get(one).content.decode()

    assert client.post(one, told).status_code == 302
    assert client.post(two, told).status_code == 302
    refused = late.post(three, told)
    assert refused.status_code == 409
    assert "a visit outside the plan" in refused.content.decode()
    assert late.post(three, told).status_code == 302

    with patient.scope():
        assert Appointment.objects.filter(patient_service_plan=plan).count() == 1
    mine = client.get(patient.at("my/")).content.decode()
    assert "0 of 1 done, 1 planned." in mine
    assert "Session 1 of 1" in mine
    assert f"?plan={plan.pk}" not in mine


def test_a_form_left_for_somebody_else_does_not_cost_the_plan_its_session(
    db, admin, guardian, cast, first_visit, told
):
    with admin.scope():
        plan = PatientServicePlan.objects.create(
            organisation=cast.aurora.organisation, person=cast.luca, service=first_visit, sessions=1
        )
    client, [there] = guardian.client(), addresses(guardian, first_visit, cast, 1)
    client.post(there.replace("/book/", "/book/draft/"), told | {"person": str(cast.maria.pk)})

    client.get(guardian.at(f"my/people/{cast.luca.pk}/booking/?plan={plan.pk}"))
    shown = client.get(there).context["form"]
    client.post(there, told | {"person": shown["person"].value()})

    with admin.scope():
        [visit] = plan.visits.all()
        assert visit.patient_person_id == cast.luca.pk
