from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from restartix.core.clinics.models import Organisation
from restartix.tools.sample.loader import as_owner
from restartix.tools.sample.logins import logins
from restartix.tools.sample.staff import CLINICS


class Command(BaseCommand):
    help = "Says where the sample clinics are, and who signs in there as what."

    def handle(self, *args: Any, **options: Any) -> None:
        with as_owner():
            there = list(Organisation.objects.filter(slug__in=CLINICS).order_by("slug"))
        for clinic in there:
            self.stdout.write(f"  {clinic.name}: {settings.SITE_URL}/{clinic.slug}/")
            for email, role, name in logins(clinic.slug):
                self.stdout.write(f"    {email:<26} {role:<11} {name}")
        if there:
            self.stdout.write(
                f"  Sign in at …/sign-in/ with such an address: the link comes to {settings.SITE_URL}/outbox/"
            )
