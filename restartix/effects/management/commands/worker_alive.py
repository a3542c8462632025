from typing import Any

from django.core.management.base import BaseCommand, CommandError

from restartix.effects.heartbeat import is_beating


class Command(BaseCommand):
    help = "Ends well while a worker is at work: the worker container's health check."

    def handle(self, *args: Any, **options: Any) -> None:
        if not is_beating():
            raise CommandError("No worker has swept for three minutes: is `manage.py work` running?")
