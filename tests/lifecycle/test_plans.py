"""A plan's sessions are numbered by the database; what happens to one never touches its siblings."""

import threading
from datetime import timedelta

import pytest
from django.db import connection

from appointments.models import Appointment, PatientServicePlan, Status
from appointments.plans import progress_of, session_words
from restartix.core.refusals import NotNow
from restartix.flows.registration import Registration


@pytest.fixture
def plan(admin, cast):
    def enrol(sessions=3):
        with admin.scope():
            return PatientServicePlan.objects.create(
                organisation=cast.aurora.organisation,
                person=cast.mihai,
                service=cast.aurora.services["first-visit"],
                sessions=sessions,
            )

    return enrol


@pytest.fixture
def register(admin, cast):
    """Register the next session, so many days ahead."""

    def perform(plan, days):
        at = cast.world.now.replace(hour=3, minute=0) + timedelta(days=60 + days)
        with admin.scope() as actor:
            wanted = Registration(cast.aurora.services["first-visit"], cast.andrei, at, plan)
            return wanted.register(cast.mihai, by=actor).pk

    return perform


def numbers(admin, plan):
    with admin.scope():
        visits = Appointment.objects.filter(patient_service_plan=plan).order_by("started_at")
        return [(one.plan_session_number, one.status == Status.CANCELLED) for one in visits]


@pytest.mark.usefixtures("db")
class TestSessions:
    def test_each_visit_of_a_plan_is_its_next_session(self, admin, plan, register):
        enrolled = plan()
        last = [register(enrolled, days) for days in (1, 2)][-1]

        with admin.scope():
            assert session_words(Appointment.objects.get(pk=last)) == "Session 2 of 3"
            (progress,) = progress_of(PatientServicePlan.objects.filter(pk=enrolled.pk))
        assert (progress.done, progress.planned, progress.left) == (0, 2, 1)

    def test_its_figures_are_the_same_for_everybody_who_may_see_it(
        self, admin, specialist, plan, register, make_visit, cast
    ):
        """Ioana sees her own visits of him alone."""
        make_visit(Status.UPCOMING, at=cast.world.now + timedelta(days=90), person=cast.mihai)
        enrolled = plan()
        register(enrolled, 1)
        of_the_plan = PatientServicePlan.objects.filter(pk=enrolled.pk)

        figures = []
        for seat in (admin, specialist):
            with seat.scope():
                figures += [(one.done, one.planned, one.left) for one in progress_of(of_the_plan.all())]

        assert figures == [(0, 1, 2)] * 2

    def test_cancelling_one_gives_its_number_back_and_touches_no_other(self, admin, plan, register):
        enrolled = plan()
        first, _second, _third = (register(enrolled, days) for days in (1, 2, 3))

        with admin.scope() as actor:
            Appointment.objects.get(pk=first).cancel(by=actor, reason="ill")
        assert numbers(admin, enrolled) == [(1, True), (2, False), (3, False)]

        register(enrolled, 4)
        assert numbers(admin, enrolled) == [(1, True), (2, False), (3, False), (1, False)]

    def test_moving_one_touches_no_other(self, admin, plan, register, cast):
        enrolled = plan()
        first, _second = (register(enrolled, days) for days in (1, 2))

        with admin.scope() as actor:
            visit = Appointment.objects.get(pk=first)
            visit.reschedule(
                by=actor,
                started_at=visit.started_at + timedelta(hours=2),
                specialist=cast.andrei,
                reason="asked",
            )
        assert numbers(admin, enrolled) == [(1, False), (2, False)]

    def test_a_plan_takes_no_more_visits_than_it_has_sessions(self, plan, register):
        enrolled = plan(sessions=1)
        register(enrolled, 1)

        with pytest.raises(NotNow):
            register(enrolled, 2)

    def test_a_plan_that_has_ended_takes_no_more(self, admin, plan, register):
        enrolled = plan()
        with admin.scope():
            PatientServicePlan.objects.update(ended_at="2026-01-01T00:00Z")

        with pytest.raises(NotNow):
            register(enrolled, 1)

    def test_a_visit_brought_back_finds_a_number_or_is_refused(self, admin, plan, register):
        enrolled = plan(sessions=2)
        first, _second = (register(enrolled, days) for days in (1, 2))
        with admin.scope() as actor:
            Appointment.objects.get(pk=first).cancel(by=actor, reason="ill")
        register(enrolled, 3)

        with admin.scope() as actor, pytest.raises(NotNow):
            Appointment.objects.get(pk=first).reinstate(by=actor, reason="well again")

    def test_a_plan_is_for_its_patient_and_its_service(self, admin, cast, plan):
        enrolled, at = plan(), cast.world.now + timedelta(days=70)
        with admin.scope() as actor, pytest.raises(NotNow):
            Registration(cast.aurora.services["first-visit"], cast.andrei, at, enrolled).register(
                cast.elena, by=actor
            )


def test_two_at_once_get_two_numbers(committed, plan, register):
    enrolled = plan(sessions=9)

    def perform(days):
        register(enrolled, days)
        connection.close()

    threads = [threading.Thread(target=perform, args=(days,)) for days in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    superuser = committed.connect("superuser")
    found = superuser.execute(
        "SELECT plan_session_number FROM appointments_appointment WHERE patient_service_plan_id = %s",
        [enrolled.pk],
    )
    assert sorted(row[0] for row in found) == [1, 2, 3, 4]
