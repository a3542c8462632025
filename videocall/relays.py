"""STUN and TURN for the browsers, from ICE_SERVERS: `stun:host`, `turn:host`, or `turn:host|user|credential`.

With TURN_SECRET a relay's name and password are made for one seat and run out by themselves, as coturn's
`use-auth-secret` reads them (draft-uberti-behave-turn-rest-00).
"""

from __future__ import annotations

import base64
import hmac
from datetime import datetime

from django.conf import settings


def ice_servers(*, whom: str, until: datetime) -> list[dict[str, str]]:
    """What a browser needs to reach the other one. `whom` is an id without meaning: the relay's log shows it."""
    return [_for_browser(server.split("|"), whom, until) for server in settings.ICE_SERVERS]


def _for_browser(parts: list[str], whom: str, until: datetime) -> dict[str, str]:
    server = dict(zip(("urls", "username", "credential"), parts, strict=False))
    is_relay = server["urls"].startswith(("turn:", "turns:"))
    if not is_relay or "credential" in server or not settings.TURN_SECRET:
        return server
    username = f"{int(until.timestamp())}:{whom}"
    return server | {"username": username, "credential": _signature(username)}


def _signature(username: str) -> str:
    digest = hmac.digest(settings.TURN_SECRET.encode(), username.encode(), "sha1")
    return base64.b64encode(digest).decode()
