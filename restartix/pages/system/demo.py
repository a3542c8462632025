"""The sign-in addresses that the demo's front page shows; the sample clinic registers them when it loads."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

Clinics = list[dict[str, Any]]


def clinics() -> Clinics:
    """None until a sample is there."""
    return _listed()


def register(clinics: Callable[[], Clinics]) -> None:
    global _listed
    _listed = clinics


_listed: Callable[[], Clinics] = list
