"""How often somebody may try. Visitors who try too often are refused (limits.middleware); whom a message goes to is
refused nothing, and is sent nothing more (limits.targets)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

View = Callable[..., Any]


def limit_tries(name: str) -> Callable[[View], View]:
    """Count each POST to this view, under a name of settings.LIMITS, by its network, its account and its browser."""

    def declare(view: View) -> View:
        view.limit = name  # type: ignore[attr-defined]
        return view

    return declare
