"""The sign-in addresses that the demo's front page shows; the sample clinic registers them when it loads."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

Clinics = list[dict[str, Any]]
_sources: list[Callable[[], Clinics]] = []


def register(clinics: Callable[[], Clinics]) -> None:
    _sources[:] = [clinics]


def clinics() -> Clinics:
    return [one for source in _sources for one in source()]
