"""A short hash of what a page shows, to tell whether anything changed."""

from __future__ import annotations

from hashlib import sha256
from typing import Any


def fingerprint(*shown: Any) -> str:
    """Differs whenever the repr of anything shown differs."""
    return sha256(repr(shown).encode()).hexdigest()[:32]
