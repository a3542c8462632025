"""What a view of the calendar puts on the page: a title, a template, and what that template reads."""

from __future__ import annotations

import zlib
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Sheet:
    """`seen` changes whenever what is shown does: a page that has it already is answered with nothing."""

    title: str
    under: str
    template: str
    seen: str
    context: dict[str, Any] = field(default_factory=dict)


def fingerprint(*shown: Any) -> str:
    return f"{zlib.crc32(repr(shown).encode()):08x}"
