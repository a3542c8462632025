"""B12: each worker has a heartbeat of its own, which its health check asks for; staff see when mail stands still."""

import os
from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from restartix.core.clinics.scope import scope
from restartix.core.effects import heartbeat
from restartix.core.effects.models import Effect, Kind


def test_the_health_check_asks_for_this_machines_own_worker(committed):
    with committed.as_role("worker"):
        with pytest.raises(CommandError, match="No worker"):
            call_command("worker_alive")
        heartbeat._ask("SELECT public.worker_beats(%s, %s)", "another-machine", 1)
        with pytest.raises(CommandError, match="No worker"):
            call_command("worker_alive")

        heartbeat.beat(os.getpid())
        call_command("worker_alive")


def test_a_worker_that_is_late_is_not_covered_by_its_neighbour(committed):
    with committed.as_role("worker"):
        heartbeat.beat(1)
        heartbeat.beat(2)
        call_command("worker_alive")

        with committed.connect("owner") as owner:
            owner.execute("UPDATE effects_heartbeat SET at = now() - interval '4 minutes' WHERE pid = 1")
        with pytest.raises(CommandError, match="No worker"):
            call_command("worker_alive")
        heartbeat.leave(1)
        call_command("worker_alive")


def test_marks_of_long_ago_are_removed(committed):
    with committed.as_role("worker"):
        heartbeat.beat(1)
        with committed.connect("owner") as owner:
            owner.execute("UPDATE effects_heartbeat SET at = now() - interval '2 hours'")

        heartbeat.beat(2)

        with committed.connect("owner") as owner:
            assert owner.execute("SELECT pid FROM effects_heartbeat").fetchall() == [(2,)]


@pytest.mark.parametrize("who", ["admin", "specialist"])
def test_staff_see_that_the_worker_does_not_run(request, committed, who):
    seat = request.getfixturevalue(who)

    page = seat.client().get(seat.at("dashboard/"))

    assert "The worker is not running" in page.text
    assert "No e-mail" in page.text


@pytest.mark.parametrize(("late", "is_told"), [(timedelta(minutes=6), True), (timedelta(minutes=2), False)])
def test_staff_see_that_messages_leave_late(admin, committed, cast, late, is_told):
    with committed.as_role("worker"):
        heartbeat.beat(os.getpid())
        with scope(organisation_id=cast.aurora.organisation.pk):
            Effect.objects.filter(state="pending").update(next_attempt_at=timezone.now())
            Effect.require(
                Kind.MAIL,
                code="booked",
                subject="mail:late",
                organisation_id=cast.aurora.organisation.pk,
                appointment_id=cast.soon.pk,
                next_attempt_at=timezone.now() - late,
            )

    page = admin.client().get(admin.at("dashboard/"))

    assert ("Messages are delayed" in page.text) == is_told
    assert ("1 message has been waiting since" in page.text) == is_told
    assert "The worker is not running" not in page.text
