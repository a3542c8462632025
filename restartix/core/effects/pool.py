"""The worker's children: django-q2's pool, which ends as a whole when one of them is killed or stands still.

Its own guard would put another in a killed one's place. But a child that waits for work holds the queue's lock, and a
lock whose holder was killed is never released: the pool would look healthy and do nothing for ever."""

from __future__ import annotations

import logging
import os
import signal
import time
import uuid
from contextlib import suppress
from multiprocessing.process import BaseProcess
from pathlib import Path
from queue import Full
from typing import Any

from django.db import connections
from django.utils import timezone
from django_q.brokers.orm import ORM
from django_q.cluster import Sentinel
from django_q.signals import post_execute

from restartix.core.effects import signs

logger = logging.getLogger(__name__)

SWEEP = "restartix.core.effects.process.sweep_here"
SWEEP_EVERY = 60.0
CYCLE = 1.0
SHORT_STOP = 10.0
RECYCLED, TIME_OVER = -2, 0


class Trouble(Exception):
    """A child has died, is stuck or has run too long. Says which."""


class WatchedQueue(ORM):
    """The queue in the database, as the pusher reads it."""

    def dequeue(self) -> Any:
        signs.give("pulled")
        return super().dequeue()


class Pool(Sentinel):
    """A process group of its own. It guards its children until it is asked to stop, or one of them is in trouble."""

    def __init__(self, stop: signs.Flag, started: signs.Flag, in_trouble: signs.Flag) -> None:
        self._in_trouble = in_trouble
        self._swept_at = 0.0
        self.pusher: Any = None
        self._since: dict[tuple[str, int], float] = {}
        post_execute.connect(_note_report)
        super().__init__(stop, started, uuid.uuid4(), broker=WatchedQueue())

    def guard(self) -> None:
        self.start_event.set()
        while not self.stop_event.wait(CYCLE):
            try:
                self._look_after_children()
            except Trouble as trouble:
                logger.critical("the worker stops, to be started anew: %s", trouble)
                self._in_trouble.set()
                break
            self._have_it_swept()
            signs.give("guarded")
        self.stop()

    def _look_after_children(self) -> None:
        if os.getppid() != self.parent_pid or signs.late("watched"):
            self._end_with_the_main_process()
        for child in list(self.pool):
            self._look_after_worker(child)
        if not self.monitor.is_alive():
            raise Trouble(f"the monitor died ({self.monitor.exitcode})")
        if not self.pusher.is_alive():
            self._replace_pusher()
        for child in (*self.pool, self.monitor, self.pusher):
            if self._lasts("stopped", child, _is_stopped(child.pid), SHORT_STOP):
                raise Trouble(f"process {child.pid} is stopped")

    def _look_after_worker(self, worker: Any) -> None:
        """One that ends by itself, after so many tasks or one that took too long, has let go of the queue."""
        with worker.timer.get_lock():
            left = worker.timer.value
            if left > 0:
                worker.timer.value = max(left - CYCLE, TIME_OVER)
        if worker.is_alive():
            if self._lasts("late", worker, left == TIME_OVER, SHORT_STOP):
                raise Trouble(f"worker {worker.pid} does not come back from a task")
            return
        if worker.exitcode != 0 or left not in (RECYCLED, TIME_OVER):
            raise Trouble(f"a worker died ({worker.exitcode})")
        self.pool.remove(worker)
        connections.close_all()
        self.spawn_worker()

    def _replace_pusher(self) -> None:
        """It exits, to be restarted, when the database doesn't answer."""
        if self.pusher.exitcode != 0:
            raise Trouble(f"the pusher died ({self.pusher.exitcode})")
        connections.close_all()
        self.pusher = self.spawn_pusher()

    def _lasts(self, what: str, child: BaseProcess, is_so: bool, seconds: float) -> bool:
        """Has it been so for that long?"""
        key = (what, child.pid or 0)
        if not is_so:
            self._since.pop(key, None)
            return False
        return time.monotonic() - self._since.setdefault(key, time.monotonic()) > seconds

    def _have_it_swept(self) -> None:
        """Each minute, by one of these very children: the sweep shows that they work."""
        if time.monotonic() - self._swept_at < SWEEP_EVERY:
            return
        task = {
            "id": uuid.uuid4().hex,
            "name": "sweep",
            "func": SWEEP,
            "args": (),
            "kwargs": {},
            "started": timezone.now(),
        }
        with suppress(Full):
            self.task_queue.put(task, timeout=CYCLE / 2)
            self._swept_at = time.monotonic()

    def _end_with_the_main_process(self) -> None:
        """Nobody would restart or stop us: the main process was killed, or is stuck."""
        if os.getppid() == self.parent_pid:
            raise Trouble("the main process stands still")
        os.killpg(0, signal.SIGKILL)


def _note_report(**_about: object) -> None:
    signs.give("reported")


def _is_stopped(pid: int | None) -> bool:
    """By SIGSTOP or a debugger, as Linux tells."""
    with suppress(OSError, IndexError):
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] in {"T", "t"}
    return False
