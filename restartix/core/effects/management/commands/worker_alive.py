from typing import Any

from django.core.management.base import BaseCommand, CommandError

from restartix.core.effects.heartbeat import is_beating_here


class Command(BaseCommand):
    help = (
        "Ends well while each worker of this machine (or container) is at work: the container's health check."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        if not is_beating_here():
            raise CommandError("No worker has swept here for three minutes: is `manage.py work` running?")
