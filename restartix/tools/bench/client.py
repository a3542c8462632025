"""Asks pages again and again and notes how long each took: one after the other, and sixteen at once."""

from __future__ import annotations

import http.client
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import count
from urllib.parse import urlsplit

WARM_UP = 8


@dataclass(frozen=True)
class Ask:
    """One request: the n-th of its kind."""

    path: str
    method: str = "GET"
    body: str = ""
    headers: dict[str, str] = field(default_factory=dict)
    wanted: tuple[int, ...] = (200,)


@dataclass(frozen=True)
class Timing:
    """Seconds each answer took, of those that were as wanted, and how long all of it took."""

    seconds: list[float]
    elapsed: float
    errors: dict[int, int]

    @property
    def p50(self) -> float:
        return self._at(0.5)

    @property
    def p95(self) -> float:
        return self._at(0.95)

    @property
    def per_second(self) -> float:
        return len(self.seconds) / self.elapsed if self.elapsed else 0.0

    def _at(self, share: float) -> float:
        ordered = sorted(self.seconds)
        return ordered[min(int(len(ordered) * share), len(ordered) - 1)] if ordered else float("nan")


def measure(site: str, ask: Callable[[int], Ask], *, requests: int, abreast: int) -> Timing:
    """`requests` answers to `ask(0)`, `ask(1)`, …, by `abreast` clients that keep their connections."""
    numbers = count()
    lock = threading.Lock()
    seconds: list[float] = []
    errors: dict[int, int] = {}

    def work() -> None:
        with _Connection(site) as connection:
            while (number := next(numbers)) < requests:
                took, status, is_wanted = _once(connection, ask(number))
                with lock:
                    if is_wanted:
                        seconds.append(took)
                    else:
                        errors[status] = errors.get(status, 0) + 1

    began = time.perf_counter()
    clients = [threading.Thread(target=work) for _ in range(abreast)]
    for client in clients:
        client.start()
    for client in clients:
        client.join()
    return Timing(seconds, time.perf_counter() - began, errors)


def fetch(site: str, ask: Ask) -> tuple[int, list[tuple[str, str]], str]:
    """One answer whole: status, headers and text."""
    with _Connection(site) as connection:
        connection.request(ask.method, ask.path, ask.body or None, ask.headers)
        answer = connection.getresponse()
        return answer.status, answer.getheaders(), answer.read().decode(errors="replace")


def _once(connection: http.client.HTTPConnection, ask: Ask) -> tuple[float, int, bool]:
    began = time.perf_counter()
    try:
        connection.request(ask.method, ask.path, ask.body or None, ask.headers)
        answer = connection.getresponse()
        answer.read()
    except (http.client.HTTPException, OSError):
        connection.close()
        return time.perf_counter() - began, 0, False
    return time.perf_counter() - began, answer.status, answer.status in ask.wanted


class _Connection:
    """A connection to `site` that is closed at the end."""

    def __init__(self, site: str) -> None:
        parts = urlsplit(site)
        self._made = http.client.HTTPConnection(parts.hostname or "", parts.port, timeout=60)

    def __enter__(self) -> http.client.HTTPConnection:
        return self._made

    def __exit__(self, *_: object) -> None:
        self._made.close()


def warm(site: str, ask: Callable[[int], Ask], numbers: Iterator[int]) -> None:
    """So that both workers have their code and connections; with numbers of its own where each can be used once."""
    for _ in range(WARM_UP):
        fetch(site, ask(next(numbers)))
