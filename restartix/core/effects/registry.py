"""Which function does which kind of effect. Apps register theirs; nothing here knows what they do."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from restartix.core.effects.models import Effect, Kind

Handler = Callable[[Effect], str]
"""Reads inside a scope, speaks outside any transaction, writes inside a scope again, and returns the provider's
reference. Safe to run twice. Raises TryLater or Refused (restartix.core.effects.failures)."""

Use = Callable[[Effect], bool]
"""Is it still worth doing? Asked before each attempt, inside the clinic's scope: a reminder is not, after the visit."""

MESSAGES = frozenset({Kind.MAIL, Kind.SMS})


@dataclass(frozen=True)
class Task:
    """How one kind of effect is done, and until when that is of use."""

    handler: Handler
    is_of_use: Use


_tasks: dict[tuple[str, str], Task] = {}


def handles(kind: Kind, code: str = "", *, while_of_use: Use | None = None) -> Callable[[Handler], Handler]:
    """A message must say when it has lost its use, since it may go out a day late. The rest makes the outside agree
    with the rows, whenever it runs."""
    if while_of_use is None and kind in MESSAGES:
        raise TypeError(
            f"{kind} {code}: a message says while_of_use, which answers whether it is still worth sending"
        )

    def register(handler: Handler) -> Handler:
        _tasks[kind, code] = Task(handler, while_of_use or _always)
        return handler

    return register


def task_of(effect: Effect) -> Task:
    """The one for this kind and code; KeyError when nobody registered it."""
    return _tasks.get((effect.kind, effect.code)) or _tasks[effect.kind, ""]


def handled_codes() -> list[tuple[str, str]]:
    """Every kind and code that has a handler."""
    return sorted(_tasks)


def _always(_effect: Effect) -> bool:
    return True


Sweeper = Callable[[], int]
"""Looks over every clinic for what time alone makes due, and asks for it. Safe to run twice at once."""

Look = TypeVar("Look", bound=Sweeper)

sweepers: list[Sweeper] = []


def every_sweep(look: Look) -> Look:
    """The worker calls it each minute."""
    sweepers.append(look)
    return look
