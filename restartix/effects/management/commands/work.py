from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import connections
from django.utils import timezone
from django_q.models import Schedule
from django_q.tasks import async_task

from restartix.database_log import warn_at_start

SWEEP = "restartix.effects.worker.sweep"


class Command(BaseCommand):
    help = (
        "Does what must be done outside: accounts, rooms, mail. Stop it with SIGTERM to this process alone."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        if not (settings.EMAIL_URL or settings.DEMO):
            raise CommandError(
                "Set EMAIL_URL, or no mail can leave. Only bin/demo does without: it keeps mail."
            )
        warn_at_start()
        Schedule.objects.update_or_create(
            name="sweep",
            defaults={
                "func": SWEEP,
                "schedule_type": Schedule.MINUTES,
                "minutes": 1,
                "repeats": -1,
                "next_run": timezone.now(),
            },
        )
        # The first sweep doesn't wait for the scheduler, which looks twice a minute.
        async_task(SWEEP)
        # The queue's processes are forked from this one and must not share its connection.
        connections.close_all()
        call_command("qcluster")
