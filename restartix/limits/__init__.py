"""How often somebody may try: counted before a request begins, by where it is from, who asks and whom it is about."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

View = Callable[..., Any]


@dataclass(frozen=True)
class Limited:
    """What a page's tries are counted as (a name in settings.LIMITS), and what says whom they are about.

    `email` and `phone` are fields that are sent; `subject` is the part of the address that says which visit, say.
    """

    name: str
    email: str = ""
    phone: str = ""
    subject: str = ""


def limited(name: str, *, email: str = "", phone: str = "", subject: str = "") -> Callable[[View], View]:
    """Count each POST to this view. LimitMiddleware refuses what is too many, before anything else happens."""

    def declare(view: View) -> View:
        view.limited = Limited(name, email, phone, subject)  # type: ignore[attr-defined]
        return view

    return declare
