"""Where a request comes from: its client's network, as far as that can be known."""

from __future__ import annotations

import logging
import re
import threading
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network

from django.conf import settings
from django.http import HttpRequest

logger = logging.getLogger(__name__)
has_warned = threading.Event()
"""Of this process."""

IPV6_PREFIX = 64
WITH_PORT = re.compile(r"(?:\[(?P<six>[^]]+)\](?::\d+)?|(?P<four>[\d.]+):\d+)")
Address = IPv4Address | IPv6Address


def network_of(request: HttpRequest) -> str:
    """One IPv4 address, or the /64 that an IPv6 address is in; empty when the web server names no peer.

    Proxies in TRUSTED_PROXIES are believed about whom they forward for, nobody else: of any other peer it is the
    peer's own address that counts, whatever it says.
    """
    client = _client(request)
    return _prefix(client) if client else ""


def address_of(request: HttpRequest) -> str:
    """The one address, for the record of a signature."""
    address = _client(request)
    return str(address) if address else ""


def warn_of_untrusted_proxy(request: HttpRequest) -> None:
    """Once: behind a proxy that nobody has named, all visitors count as one."""
    peer = _peer(request)
    if has_warned.is_set() or not peer or "HTTP_X_FORWARDED_FOR" not in request.META or _is_trusted(peer):
        return
    has_warned.set()
    logger.warning(
        "Requests are forwarded by %s, which is not in TRUSTED_PROXIES: what it forwards is not believed, and all "
        "visitors behind it count as one.",
        peer if peer.is_private else "a public address",
    )


def _peer(request: HttpRequest) -> Address | None:
    return _address(request.META.get("REMOTE_ADDR", ""))


def _client(request: HttpRequest) -> Address | None:
    """Back from the peer, past every proxy that is trusted, to the first that is not, or that says no address."""
    client, forwarded = _peer(request), request.META.get("HTTP_X_FORWARDED_FOR", "")
    for hop in reversed(forwarded.split(",") if forwarded else []):
        named = _address(hop) if client and _is_trusted(client) else None
        if named is None:
            break
        client = named
    return client


def _is_trusted(address: Address) -> bool:
    trusted = settings.TRUSTED_PROXIES or ()
    return any(address in ip_network(network, strict=False) for network in trusted)


def _address(written: str) -> Address | None:
    """Some proxies add a port. An IPv4 address written as an IPv6 one is that IPv4 address."""
    bare = written.strip()
    if match := WITH_PORT.fullmatch(bare):
        bare = match["six"] or match["four"]
    try:
        address = ip_address(bare)
    except ValueError:
        return None
    return getattr(address, "ipv4_mapped", None) or address


def _prefix(address: Address) -> str:
    if address.version == 4:
        return str(address)
    return str(ip_network((address, IPV6_PREFIX), strict=False))
