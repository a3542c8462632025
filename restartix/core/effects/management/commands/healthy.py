from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import OperationalError

from restartix.core.effects.heartbeat import is_beating


class Command(BaseCommand):
    help = "Says whether the database answers the web's role and a worker is at work; fails when one doesn't."

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            beating = is_beating()
        except OperationalError as error:
            raise CommandError("The database doesn't answer.") from error
        self.stdout.write("database: answers")
        if not beating:
            raise CommandError("worker: none has swept for three minutes")
        self.stdout.write("worker: at work")
