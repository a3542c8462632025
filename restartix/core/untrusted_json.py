"""JSON from outside, as far as it can be stored: PostgreSQL takes neither NUL nor lone surrogates."""

from __future__ import annotations

import json
from typing import Any


def read_object(text: str | bytes) -> dict[str, Any] | None:
    """The JSON object in the body; None for anything else, however broken."""
    try:
        found = json.loads(text)
        written = json.dumps(found, ensure_ascii=False, allow_nan=False)
        written.encode()
    except (ValueError, RecursionError):
        return None
    return found if isinstance(found, dict) and "\\u0000" not in written else None
