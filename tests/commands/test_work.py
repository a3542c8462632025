"""The worker's process: it refuses to lose mail, leaves its mark, and stops when asked."""

import time

import pytest
from django.core.management import CommandError, call_command

from restartix.core.effects.heartbeat import is_beating


def test_without_a_way_for_mail_it_refuses_to_work(settings):
    settings.EMAIL_URL, settings.DEMO = "", False

    with pytest.raises(CommandError, match="EMAIL_URL"):
        call_command("work")


def test_health_is_bad_without_a_worker(committed):
    with committed.as_role("worker"), pytest.raises(CommandError, match="No worker"):
        call_command("worker_alive")


def test_it_sweeps_at_once_and_stops_when_asked(worker, committed):
    until = time.monotonic() + 15
    while not is_beating() and time.monotonic() < until:
        time.sleep(0.1)

    with committed.as_role("worker"):
        call_command("worker_alive")

    worker.ask_to_stop()
    assert worker.process.wait(15) == 0
