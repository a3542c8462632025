from typing import Any

from django.core.management.base import BaseCommand

from restartix.core.clinics.models import Organisation
from restartix.core.clock import Clock, long_date
from restartix.tools.sample.loader import as_owner, load
from restartix.tools.sample.staff import CLINICS


class Command(BaseCommand):
    help = (
        "Fills an empty installation with two invented clinics. Where there is a clinic already it does nothing, but "
        "says when the sample is of another day."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        with as_owner():
            there = list(Organisation.objects.order_by("slug"))
        if there:
            self._say_how_old(next((one for one in there if one.slug in CLINICS), None))
            return
        world = load()
        visits = sum(len(clinic.visits) for clinic in world.clinics.values())
        self.stdout.write(f"the sample clinics are in, with {visits} visits")

    def _say_how_old(self, sample: Organisation | None) -> None:
        """Its visits stay where they are, since people may have worked with them: signed forms name their days."""
        clock = Clock(sample.zone) if sample else None
        if not (sample and clock and sample.set_up_at):
            return
        loaded = clock.local(sample.set_up_at).date()
        if loaded != clock.today:
            self.stdout.write(
                f"the sample's visits are those of {long_date(loaded)}: "
                "bin/demo --fresh starts over with today's, and forgets what you did"
            )
