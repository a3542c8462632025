"""Counting tries under hashed keys, each in windows of its own length."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import connection
from django.utils.crypto import salted_hmac


@dataclass(frozen=True)
class Key:
    """Whose tries are counted: at most `most` in any window of so many seconds."""

    name: str
    most: int
    seconds: int

    @property
    def digest(self) -> str:
        """No address, phone or login can be read from what is kept."""
        return salted_hmac("restartix.core.limits", self.name, algorithm="sha256").hexdigest()[:40]


def count(keys: list[Key]) -> int:
    """Count one try under each key. Returns the seconds to wait; 0 when it is within the limit.

    One statement that adds and reads, so that two at the same moment can't both be the last. Inside a transaction it
    counts for good with that transaction."""
    if not keys:
        return 0
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT coalesce(max(wait), 0) FROM public.count_tries(%s, %s, %s) WHERE is_over",
            [[key.digest for key in keys], [key.seconds for key in keys], [key.most for key in keys]],
        )
        wait: int = cursor.fetchone()[0]
    return wait


def forget() -> None:
    """Drop what was counted in windows that are over: the worker's sweep."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT public.forget_tries()")
