"""Whose addresses the front page shows in the demo, where they are no secret. The sample says it when it is loaded."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

Clinics = list[dict[str, Any]]
_sources: list[Callable[[], Clinics]] = []


def show(clinics: Callable[[], Clinics]) -> None:
    _sources[:] = [clinics]


def clinics() -> Clinics:
    return [one for source in _sources for one in source()]
