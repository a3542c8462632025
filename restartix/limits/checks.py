"""What is said at the start about who can be told apart."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Warning, register

UNKNOWN = Warning(
    "It isn't said whether a proxy stands in front, so tries are not limited by where they come from as soon as a "
    "request was forwarded.",
    hint="Set TRUSTED_PROXIES to the proxy's addresses, or to `none` when there is no proxy.",
    id="limits.W001",
)


@register()
def proxies_are_known(app_configs: Any = None, **_options: Any) -> list[CheckMessage]:
    return [UNKNOWN] if settings.SECURE and settings.TRUSTED_PROXIES is None else []
