"""The warnings at start-up about which clients can be told apart."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Warning, register

UNKNOWN = Warning(
    "TRUSTED_PROXIES is not set. Behind a proxy all visitors then count as one, and are refused together.",
    hint="Set TRUSTED_PROXIES to the proxy's addresses, or to `none` when there is no proxy.",
    id="limits.W001",
)


@register()
def proxies_are_known(app_configs: Any = None, **_options: Any) -> list[CheckMessage]:
    return [UNKNOWN] if settings.SECURE and settings.TRUSTED_PROXIES is None else []
