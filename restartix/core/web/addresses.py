"""Addresses that a request names, to be led to."""

from __future__ import annotations

from django.urls import get_script_prefix
from django.utils.http import url_has_allowed_host_and_scheme


def is_ours(there: str) -> bool:
    """An address without a host, below this clinic's own prefix."""
    return there.startswith(get_script_prefix()) and url_has_allowed_host_and_scheme(
        there, allowed_hosts=None
    )
