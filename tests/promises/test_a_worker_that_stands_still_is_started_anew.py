"""B12: the worker's main process watches its children and its sweep, and ends when one is killed or stands still, so
that compose or systemd starts it anew. Asked to stop, it stops, whatever its children do."""

import os
import signal
import socket
import threading
import time
from contextlib import contextmanager

import psutil
import pytest

from restartix.core.clinics.scope import scope
from restartix.core.effects import heartbeat, signs
from restartix.tools.local.servers import start_worker
from restartix.tools.local.shared import surroundings_for_tests
from tests.database import cluster

PATIENCE = 60
CHILDREN = 5  # the pool, and below it: two workers, the monitor, the pusher


@pytest.fixture
def start(committed, tmp_path):
    """The real worker's process over this test's own database."""
    started = []

    def begin(**settings):
        surroundings = surroundings_for_tests(
            cluster, committed.name, OUTBOX_DIR=str(tmp_path / "outbox"), **settings
        )
        worker = start_worker(surroundings, tmp_path)
        started.append(worker)
        return worker

    yield begin
    for worker in started:
        worker.stop()


@pytest.fixture
def worker(start):
    """One that has swept, so that everything about it works."""
    worker = start()
    until(heartbeat.is_beating)
    until(lambda: len(family(worker)) == CHILDREN)
    return worker


def until(holds, patience=PATIENCE):
    deadline = time.monotonic() + patience
    while not holds():
        assert time.monotonic() < deadline
        time.sleep(0.1)


def family(worker):
    return psutil.Process(worker.process.pid).children(recursive=True)


def child(worker, which):
    """By the order in which they are made: the pool, its workers, the monitor, the pusher."""
    (pool,) = psutil.Process(worker.process.pid).children()
    below = sorted(pool.children(), key=lambda one: one.pid)
    return {
        "pool": pool,
        "worker": below[0],
        "other worker": below[1],
        "monitor": below[2],
        "pusher": below[3],
    }[which]


@pytest.mark.parametrize("which", ["pool", "worker", "other worker", "monitor", "pusher"])
def test_a_killed_child_ends_it_as_a_failure(worker, which):
    before = family(worker)

    child(worker, which).kill()

    assert worker.process.wait(PATIENCE) == 1
    _gone, alive = psutil.wait_procs(before, timeout=5)
    assert alive == [], "none of them lives on by itself"


@pytest.mark.parametrize("which", ["worker", "monitor", "pusher"])
def test_a_child_that_is_stopped_ends_it_as_a_failure(worker, which):
    child(worker, which).suspend()

    assert worker.process.wait(PATIENCE) == 1


def test_a_pool_that_stands_still_ends_it_as_a_failure(worker):
    child(worker, "pool").suspend()

    assert worker.process.wait(signs.LATE["guarded"] + PATIENCE) == 1


def test_its_children_end_with_a_main_process_that_was_killed(worker):
    below = family(worker)

    worker.process.kill()

    _gone, alive = psutil.wait_procs(below, timeout=20)
    assert alive == []


@pytest.mark.parametrize("sign", ["guarded", "pulled", "reported", "swept"])
def test_it_counts_as_late_what_has_given_no_sign_for_long(sign, monkeypatch):
    signs.begin(os.getpid())
    assert signs.late(sign) == ""
    later = time.monotonic() + signs.LATE[sign] + 1
    monkeypatch.setattr(time, "monotonic", lambda: later)

    assert signs.late(sign) == sign


@contextmanager
def a_hanging_mail_server():
    """It takes calls and never says a word. Yields its address and an event: somebody has called."""
    called = threading.Event()
    with socket.create_server(("127.0.0.1", 0)) as server:
        held = []

        def take():
            while True:
                try:
                    held.append(server.accept())
                except OSError:
                    return
                called.set()

        threading.Thread(target=take, daemon=True).start()
        yield f"smtp://127.0.0.1:{server.getsockname()[1]}", called
        for connection, _address in held:
            connection.close()


def test_it_stops_within_twenty_seconds_while_the_mail_server_hangs(start, committed, cast):
    with a_hanging_mail_server() as (url, called):
        worker = start(EMAIL_URL=url)
        with committed.as_role("worker"), scope(organisation_id=cast.aurora.organisation.pk):
            cast.soon.tell("link", "reminder", "onboarded")
        assert called.wait(PATIENCE), worker.last_words()
        asked_at = time.monotonic()

        worker.ask_to_stop()

        assert worker.process.wait(20) == 0
        assert time.monotonic() - asked_at < 20


def test_it_stops_within_twenty_seconds_although_its_children_are_stopped(worker):
    for which in ("worker", "other worker", "pusher"):
        child(worker, which).suspend()

    worker.ask_to_stop()

    assert worker.process.wait(20) == 0


def test_a_signal_to_its_whole_group_stops_it_too(worker):
    os.killpg(worker.process.pid, signal.SIGTERM)

    assert worker.process.wait(20) == 0


def test_a_worker_that_stopped_well_leaves_no_mark(worker, committed):
    worker.ask_to_stop()
    assert worker.process.wait(20) == 0

    with committed.connect("owner") as owner:
        assert owner.execute("SELECT count(*) FROM effects_heartbeat").fetchone() == (0,)
