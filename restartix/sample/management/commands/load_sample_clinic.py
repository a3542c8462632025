from typing import Any

from django.core.management.base import BaseCommand

from restartix.organisations.models import Organisation
from restartix.sample.loader import as_owner, load


class Command(BaseCommand):
    help = (
        "Fills an empty installation with two invented clinics. Does nothing where there is a clinic already."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        with as_owner():
            if Organisation.objects.exists():
                return
        world = load()
        visits = sum(len(clinic.visits) for clinic in world.clinics.values())
        self.stdout.write(f"the sample clinics are in, with {visits} visits")
