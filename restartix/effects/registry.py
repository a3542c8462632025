"""Which function does which kind of effect. Apps register theirs; nothing here knows what they do."""

from __future__ import annotations

from collections.abc import Callable

from restartix.effects.models import Effect, Kind

Handler = Callable[[Effect], str]
"""Reads inside a scope, speaks outside any transaction, writes inside a scope again, and answers the provider's
reference. Safe to run twice. Raises TryLater or Refused (restartix.effects.failures)."""

_handlers: dict[tuple[str, str], Handler] = {}


def handles(kind: Kind, code: str = "") -> Callable[[Handler], Handler]:
    def register(handler: Handler) -> Handler:
        _handlers[kind, code] = handler
        return handler

    return register


def handler_of(effect: Effect) -> Handler:
    """The handler for this kind and code; KeyError when nobody registered one."""
    return _handlers.get((effect.kind, effect.code)) or _handlers[effect.kind, ""]


Sweeper = Callable[[], int]
"""Looks over every clinic for what time alone makes due, and asks for it. Safe to run twice at once."""

sweepers: list[Sweeper] = []


def every_sweep(look: Sweeper) -> Sweeper:
    """The worker calls it each minute."""
    sweepers.append(look)
    return look
