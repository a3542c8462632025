"""Where a request comes from: the client's network, as far as that can be known."""

from __future__ import annotations

import logging
from functools import cache
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from typing import Any

from django.conf import settings
from django.http import HttpRequest

logger = logging.getLogger(__name__)

IPV6_PREFIX = 64
Address = IPv4Address | IPv6Address


def network_of(request: HttpRequest) -> str:
    """One IPv4 address, or the /64 that an IPv6 address is in; empty when nobody can say.

    Proxies in TRUSTED_PROXIES are believed about whom they forward for, nobody else. Where it isn't said which there
    are and a request was forwarded, the peer may be everybody's proxy: then nobody is limited by it.
    """
    client = _client(request)
    return _prefix(client) if client else ""


def address_of(request: HttpRequest) -> str:
    """The one address, for the record of a signature; where nobody can say, the connection's other end."""
    address = _client(request) or _peer(request)
    return str(address) if address else ""


def _peer(request: HttpRequest) -> Address | None:
    return _address(request.META.get("REMOTE_ADDR", ""))


def _client(request: HttpRequest) -> Address | None:
    """Back from the peer, past every proxy that is trusted, to the first that is not."""
    client, forwarded = _peer(request), request.META.get("HTTP_X_FORWARDED_FOR", "")
    if client and forwarded and settings.TRUSTED_PROXIES is None:
        _warn_once()
        return None
    for said in reversed(forwarded.split(",") if forwarded else []):
        if client is None or not _is_trusted(client):
            break
        client = _address(said)
    return client


def _is_trusted(address: Address) -> bool:
    trusted = settings.TRUSTED_PROXIES or ()
    return any(address in ip_network(one, strict=False) for one in trusted)


def _address(said: str) -> Address | None:
    """An IPv4 address written as an IPv6 one is that IPv4 address."""
    try:
        address = ip_address(said.strip().removeprefix("[").removesuffix("]"))
    except ValueError:
        return None
    return getattr(address, "ipv4_mapped", None) or address


def _prefix(address: Address) -> str:
    if address.version == 4:
        return str(address)
    return str(ip_network((address, IPV6_PREFIX), strict=False))


@cache
def _warn_once(**_nothing: Any) -> None:
    logger.warning("A request was forwarded, but TRUSTED_PROXIES is not set: no limits by network.")
