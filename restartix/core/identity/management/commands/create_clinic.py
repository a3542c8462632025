"""A real clinic and its first admin, who is invited by e-mail."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any
from zoneinfo import ZoneInfo, available_timezones

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.core.validators import validate_email
from django.db import connection, transaction

from restartix.core.clinics.models import Member, Organisation
from restartix.core.effects.models import Effect, Kind
from restartix.core.identity.models import User
from restartix.core.web.middleware import OUTSIDE_CLINICS


class Command(BaseCommand):
    help = "Makes a clinic and invites its first admin by e-mail."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("slug", help="the first part of the clinic's addresses: letters, digits, hyphens")
        parser.add_argument("name", help="as patients know it")
        parser.add_argument("admin", help="the first admin's e-mail address")
        parser.add_argument("--zone", default="Europe/Bucharest", help="an IANA time zone (%(default)s)")
        parser.add_argument("--language", default="en", help="en or ro (%(default)s)")

    def handle(self, *, slug: str, name: str, admin: str, zone: str, language: str, **options: Any) -> None:
        email = admin.strip().lower()
        clinic = Organisation(slug=slug.strip().lower(), name=name.strip(), time_zone=zone, language=language)
        refuse_nonsense(clinic, email)
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SELECT set_config('app.system_context', 'on', true)")
            if Organisation.objects.filter(slug=clinic.slug).exists():
                raise CommandError(f"There is a clinic at /{clinic.slug}/ already.")
            clinic.save(force_insert=True)
            invite(clinic, email)
        self.stdout.write(
            f"{clinic.name} is at {settings.SITE_URL}/{clinic.slug}/; {email} is being invited."
        )


def refuse_nonsense(clinic: Organisation, email: str) -> None:
    """CommandError naming what is wrong. Done before the database is asked anything."""
    if clinic.slug in OUTSIDE_CLINICS:
        raise CommandError(f"The address /{clinic.slug}/ is RestartiX's own: choose another.")
    if clinic.time_zone not in available_timezones():
        raise CommandError(
            f"{clinic.time_zone} is no time zone: use a name like {ZoneInfo('Europe/Bucharest')}."
        )
    if clinic.language not in dict(settings.LANGUAGES):
        raise CommandError(f"The language must be one of: {', '.join(dict(settings.LANGUAGES))}.")
    try:
        validate_email(email)
        clinic.clean_fields(exclude={"set_up_at"})
    except ValidationError as error:
        raise CommandError("; ".join(error.messages)) from error


def invite(clinic: Organisation, email: str) -> None:
    """Somebody who has a login elsewhere keeps it; the mail goes out with the worker's next breath."""
    admin, _made = User.objects.get_or_create(email=email, defaults={"language": clinic.language})
    Member.objects.create(organisation=clinic, user=admin, role=Member.Role.ADMIN)
    Effect.require(
        Kind.MAIL,
        code="invitation",
        subject=f"mail:invitation:{clinic.pk}:{admin.pk}",
        organisation_id=clinic.pk,
        user_id=admin.pk,
    )
