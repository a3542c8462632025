"""32 clients want each of 50 times at once: one of each gets it, the others read a friendly page, nobody waits long."""

from __future__ import annotations

import threading
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass

from restartix.tools.bench.client import Ask, fetch

CLIENTS = 32
TIMES = 50


@dataclass(frozen=True)
class Race:
    answers: dict[int, int]
    slowest: float
    elapsed: float

    @property
    def is_clean(self) -> bool:
        """As many bookings as times, and every other answer the friendly page."""
        return self.answers == {302: TIMES, 409: TIMES * (CLIENTS - 1)}


def run(site: str, ask: Callable[[int], Ask]) -> Race:
    """`ask(n)` books the n-th time, for another visitor at each call. Each time starts its 32 clients together."""
    answers: Counter[int] = Counter()
    slowest, began = 0.0, time.perf_counter()
    for number in range(TIMES):
        seconds, codes = _one_time(site, ask, number)
        answers.update(codes)
        slowest = max(slowest, *seconds)
    return Race(dict(answers), slowest, time.perf_counter() - began)


def _one_time(site: str, ask: Callable[[int], Ask], number: int) -> tuple[list[float], list[int]]:
    gate = threading.Barrier(CLIENTS)
    seconds: list[float] = []
    codes: list[int] = []

    def want() -> None:
        mine = ask(number)
        gate.wait()
        began = time.perf_counter()
        status, _headers, _text = fetch(site, mine)
        seconds.append(time.perf_counter() - began)
        codes.append(status)

    clients = [threading.Thread(target=want) for _ in range(CLIENTS)]
    for client in clients:
        client.start()
    for client in clients:
        client.join()
    return seconds, codes
