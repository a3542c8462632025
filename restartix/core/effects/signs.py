"""Signs of life that the worker's processes give one another, in memory that they share from before the fork."""

from __future__ import annotations

import time
from collections.abc import Mapping
from multiprocessing import RawArray
from types import MappingProxyType

SIGNS = ("watched", "guarded", "pulled", "reported", "swept")
"""The main process watches; the pool guards its children; the pusher pulls from the queue; the monitor reports what was
done; and a worker sweeps, which goes through all of them but the pusher."""

LATE: Mapping[str, float] = MappingProxyType(
    {"watched": 30, "guarded": 30, "pulled": 180, "reported": 180, "swept": 180}
)
"""Seconds. A task may take a minute, and the pusher waits while every worker is at one."""

_given = RawArray("d", [0.0] * len(SIGNS))
_main_process = RawArray("i", 1)


class Flag:
    """Raised once, for all to see. Without a lock, unlike an Event: a process that is killed can't keep it."""

    def __init__(self) -> None:
        self._raised = RawArray("b", 1)

    def set(self) -> None:
        self._raised[0] = 1

    def is_set(self) -> bool:
        return bool(self._raised[0])

    def wait(self, seconds: float) -> bool:
        """Whether it is raised by then."""
        deadline = time.monotonic() + seconds
        while not self.is_set() and time.monotonic() < deadline:
            time.sleep(min(seconds, 0.1))
        return self.is_set()


def begin(main_process: int) -> None:
    """Before the fork: every process's time limit starts now."""
    _main_process[0] = main_process
    for sign in SIGNS:
        give(sign)


def give(sign: str) -> None:
    _given[SIGNS.index(sign)] = time.monotonic()


def late(*signs: str) -> str:
    """The first of these that is overdue; empty when none is."""
    now = time.monotonic()
    return next((sign for sign in signs if now - _given[SIGNS.index(sign)] > LATE[sign]), "")


def main_process() -> int:
    """The number of the process that watches over all of these."""
    return int(_main_process[0])
