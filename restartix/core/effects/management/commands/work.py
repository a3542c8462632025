from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import connections

from restartix.core.database_log import warn_at_start
from restartix.core.effects.heartbeat import clear_away_the_dead
from restartix.core.effects.process import WorkerProcess


class Command(BaseCommand):
    help = (
        "Does what must be done outside: accounts, rooms, mail. SIGTERM stops it within 20 seconds. It ends with "
        "status 1 when a part of it was killed or stands still: have it started anew."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        if not (settings.EMAIL_URL or settings.DEMO):
            raise CommandError(
                "Set EMAIL_URL, or no mail can leave. Only bin/demo does without: it keeps mail."
            )
        warn_at_start()
        clear_away_the_dead()
        # The children are forked from this process and must not share its connection.
        connections.close_all()
        raise SystemExit(WorkerProcess().run())
