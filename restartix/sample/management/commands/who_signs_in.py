from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from restartix.organisations.models import Organisation
from restartix.sample.loader import as_owner
from restartix.sample.people import LOGINS
from restartix.sample.staff import ADMINS, POSTS


class Command(BaseCommand):
    help = "Says where the sample clinics are, and who signs in there as what."

    def handle(self, *args: Any, **options: Any) -> None:
        with as_owner():
            there = list(Organisation.objects.filter(slug__in=ADMINS).order_by("slug"))
        for clinic in there:
            self.stdout.write(f"  {clinic.name}: {settings.SITE_URL}/{clinic.slug}/")
            for email, role in self.people(clinic.slug):
                self.stdout.write(f"    {email:<28} {role}")
        if there:
            self.stdout.write(
                f"  Sign in with such an address at …/sign-in/; the link comes to {settings.SITE_URL}/outbox/"
            )

    def people(self, slug: str) -> list[tuple[str, str]]:
        name, key = ADMINS[slug]
        staff = [(f"{key}@{slug}.example", f"admin, {name}")]
        staff += [
            (f"{post.key}@{slug}.example", f"specialist, {post.name}")
            for post in POSTS
            if post.clinic == slug
        ]
        return staff + [(email, f"patient, {name}") for name, email in LOGINS[slug]]
