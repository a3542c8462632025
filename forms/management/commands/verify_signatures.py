"""Does everything that was ever signed still stand as it was signed?"""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from forms.signature import broken_seals


class Command(BaseCommand):
    help = "Checks every signed form, consent and document of every clinic against its hash."

    def handle(self, **options: Any) -> None:
        broken = broken_seals()
        for what, number in broken:
            self.stdout.write(f"{what} {number} is not what was signed")
        if broken:
            raise CommandError(f"{len(broken)} of what was signed has been changed since.")
        self.stdout.write("All that was signed stands as it was signed.")
