"""A cache of rendered fragments, keyed by everything they were rendered from."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock
from typing import ClassVar


class FragmentCache:
    """The most recently used fragments of this process, limited by their total length. A key must contain everything
    that the fragment shows: then an outdated one is never found, only evicted, and whoever finds one has just read the
    same data from the database under their own rights."""

    every: ClassVar[list[FragmentCache]] = []

    def __init__(self, most: int) -> None:
        self.every.append(self)
        self.most = most
        self._drawings: OrderedDict[Hashable, str] = OrderedDict()
        self._size = 0
        self._lock = Lock()

    def find(self, key: Hashable) -> str | None:
        with self._lock:
            if key not in self._drawings:
                return None
            self._drawings.move_to_end(key)
            return self._drawings[key]

    def keep(self, key: Hashable, drawing: str) -> None:
        with self._lock:
            self._size += len(drawing) - len(self._drawings.pop(key, ""))
            self._drawings[key] = drawing
            while self._size > self.most:
                _key, forgotten = self._drawings.popitem(last=False)
                self._size -= len(forgotten)

    def of(self, key: Hashable, draw: Callable[[], str]) -> str:
        """The fragment with that key, rendered if it isn't there."""
        found = self.find(key)
        if found is None:
            self.keep(key, found := draw())
        return found

    def forget(self) -> None:
        with self._lock:
            self._drawings.clear()
            self._size = 0
