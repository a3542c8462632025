"""Contacts as somebody may see them who should recognise but not learn them."""

from __future__ import annotations

DOTS = "•••"


def mask_email(address: str) -> str:
    """elena@patients.example becomes e•••@p•••.example."""
    name, at, host = address.partition("@")
    if not at:
        return ""
    first, _dot, rest = host.partition(".")
    return f"{name[:1]}{DOTS}@{first[:1]}{DOTS}.{rest}" if rest else f"{name[:1]}{DOTS}@{DOTS}"


def mask_phone(number: str) -> str:
    """+40700000045 becomes +40 ••• 045."""
    return f"{number[:3]} {DOTS} {number[-3:]}" if len(number) > 8 else DOTS if number else ""
