"""What a view of the calendar puts on the page: a title, a template, and what that template reads."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class CalendarView:
    """`seen` changes whenever what is shown does: a page that has it already is answered with nothing, and what was
    drawn of it before is still right. Only for another one is the context worked out."""

    title: str
    under: str
    template: str
    seen: str
    context: Callable[[], dict[str, Any]]
