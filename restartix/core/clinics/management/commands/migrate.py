"""Django's migrate, and after the tables the rules on them (restartix.core.clinics.sql_files)."""

from typing import Any

from django.core.management.base import CommandError
from django.core.management.commands.migrate import Command as Migrate

from restartix.core.clinics.sql_files import FileRefused, apply_sql_files


class Command(Migrate):
    help = (
        Migrate.help
        + " Then applies the files of SQL that changed: functions, policies, triggers and grants."
    )

    def handle(self, *arguments: Any, **options: Any) -> None:
        super().handle(*arguments, **options)
        if options["app_label"] or options["plan"] or options["check_unapplied"]:
            return
        try:
            applied = apply_sql_files()
        except FileRefused as refusal:
            raise CommandError(str(refusal)) from refusal
        if options["verbosity"]:
            self.stdout.write(f"Applied {len(applied)} files of SQL.")
