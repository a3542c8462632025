"""The worker's main process. It watches its children and its sweep, and ends when they are late, so that compose or
systemd starts it anew. SIGTERM it answers within seconds, whatever its children do."""

from __future__ import annotations

import logging
import multiprocessing
import os
import signal
import time
from contextlib import suppress
from types import FrameType

from django.db import DatabaseError, connections

from restartix.core.effects import heartbeat, signs, worker
from restartix.core.effects.pool import Pool

logger = logging.getLogger(__name__)

LOOKS_EVERY = 0.5
PATIENCE = 15.0
PATIENCE_IN_TROUBLE = 10.0
FORK = multiprocessing.get_context("fork")


class WorkerProcess:
    """`run()` in the main thread, with every database connection closed: the children are forked from here."""

    def __init__(self) -> None:
        self._is_asked_to_stop = False
        self._stop = signs.Flag()
        self._started = signs.Flag()
        self._in_trouble = signs.Flag()
        self._pool = FORK.Process(target=self._run_pool, name="pool")

    def run(self) -> int:
        """The exit status: 0 when it was asked to stop, 1 when it has to be restarted."""
        for asked in (signal.SIGTERM, signal.SIGINT):
            signal.signal(asked, self._ask_to_stop)
        signs.begin(os.getpid())
        self._pool.start()
        _lead_own_group(self._pool.pid)
        trouble = self._watch()
        self._end_pool(PATIENCE_IN_TROUBLE if trouble else PATIENCE)
        if trouble:
            logger.critical("the worker ends: %s", trouble)
        with suppress(DatabaseError):
            heartbeat.leave(os.getpid())
            connections.close_all()
        return 1 if trouble else 0

    def _watch(self) -> str:
        """Watch until asked to stop; otherwise return what is wrong."""
        while not self._is_asked_to_stop:
            signs.give("watched")
            if not self._pool.is_alive():
                return "its pool died"
            if self._in_trouble.is_set():
                return "a child is in trouble"
            if late := signs.late("guarded", "pulled", "reported", "swept"):
                return f"nothing was {late} for {signs.LATE[late]} s"
            time.sleep(LOOKS_EVERY)
        return ""

    def _end_pool(self, patience: float) -> None:
        """Let them finish what they are doing; any that doesn't in time is killed. Unfinished work is restarted
        elsewhere once its lease is over."""
        self._stop.set()
        self._pool.join(patience)
        with suppress(ProcessLookupError):
            os.killpg(self._pool.pid or 0, signal.SIGKILL)
        self._pool.join()

    def _run_pool(self) -> None:
        _lead_own_group(0)
        Pool(self._stop, self._started, self._in_trouble)

    def _ask_to_stop(self, _number: int, _frame: FrameType | None) -> None:
        self._is_asked_to_stop = True


def sweep_here() -> None:
    """One of the children sweeps, which counts as this worker's heartbeat unless its main process stands still."""
    try:
        worker.sweep(mark=_beat)
    except Exception as failure:
        logger.error("the sweep broke with %s", type(failure).__name__)


def _beat() -> None:
    if not signs.late("watched"):
        heartbeat.beat(signs.main_process())
        signs.give("swept")


def _lead_own_group(pid: int | None) -> None:
    """Said by both sides, since either may come first. A signal to our group reaches the main process alone."""
    with suppress(PermissionError, ProcessLookupError):
        os.setpgid(pid or 0, 0)
