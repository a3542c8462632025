"""Patients who said they will come have mostly tested their device; one of them hears nothing."""

from __future__ import annotations

from datetime import timedelta

from appointments.models import Status
from restartix.tools.sample.world import World
from videocall.models import DeviceTest, Outcome

EVERY = 5


def test(world: World) -> None:
    for clinic in world.clinics.values():
        ahead = [visit for visit in clinic.visits if visit.status == Status.CONFIRMED]
        tested = [visit for place, visit in enumerate(ahead) if place % EVERY != EVERY - 1]
        DeviceTest.objects.bulk_create(
            DeviceTest(
                organisation=clinic.organisation,
                appointment=visit,
                camera=Outcome.OK,
                microphone=Outcome.OK,
                speaker=Outcome.FAILED if place % EVERY == 1 else Outcome.OK,
                network=Outcome.OK,
                browser="Firefox" if place % 2 else "Chrome",
                tested_at=min(visit.created_at + timedelta(hours=5), world.now),
            )
            for place, visit in enumerate(tested)
        )
