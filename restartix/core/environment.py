"""Reading the configuration: typed, from the environment, failing loudly when it is wrong.

What is not in the environment comes from the demo's own files under var/ (mode 0600), so that a command typed by hand
beside a running `bin/demo` finds the same database."""

import json
import os
import re
from email.utils import parseaddr
from ipaddress import ip_network
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

BASE = Path(__file__).resolve().parents[2]
LONGEST_TIMEOUT = 15
SECONDS = {"s": 1, "m": 60, "h": 3600, "d": 86400}
LIMIT = re.compile(
    r"(?P<by>network|account|client|email|phone|subject|slot)=(?P<most>[1-9]\d{0,5})/(?P<length>[1-9]\d{0,3})(?P<unit>[smhd])"
)
PATIENCE = {"connect_timeout": "5", "tcp_user_timeout": "15000"}
"""How long a database that is away is waited for: seconds to connect, milliseconds for what was sent to arrive."""
DATABASE_OF = {"web": "DATABASE_URL", "worker": "DATABASE_WORKER_URL", "owner": "DATABASE_OWNER_URL"}


def text(name: str, default: str = "") -> str:
    """What the variable holds; one that is empty counts as not set, since compose passes every variable on."""
    return os.environ.get(name, "").strip() or default


def flag(name: str) -> bool:
    said = text(name).lower()
    if said not in {"", "0", "1", "no", "yes", "false", "true"}:
        raise ImproperlyConfigured(f"{name} must be 1 or 0, not {said!r}.")
    return said in {"1", "yes", "true"}


def whole(name: str, default: int) -> int:
    said = text(name)
    if said and not (said.isascii() and said.isdigit()):
        raise ImproperlyConfigured(f"{name} must be a whole number, not {said!r}.")
    return int(said or default)


def seconds(name: str, default: float) -> float:
    """A time limit for one answer: above zero, and short enough for several within a task of the queue's."""
    said = text(name) or str(default)
    try:
        found = float(said)
    except ValueError:
        found = 0.0
    if not 0 < found <= LONGEST_TIMEOUT:
        raise ImproperlyConfigured(f"{name} must be seconds, at most {LONGEST_TIMEOUT}, not {said!r}.")
    return found


def names(name: str) -> list[str]:
    return [part.strip() for part in text(name).split(",") if part.strip()]


def networks(name: str) -> list[str] | None:
    """Addresses and networks; empty for `none`, and None when nothing is said."""
    said = names(name)
    if said == ["none"]:
        return []
    for one in said:
        try:
            ip_network(one, strict=False)
        except ValueError:
            raise ImproperlyConfigured(
                f"{name} must be addresses or networks, or `none`, not {one!r}."
            ) from None
    return said or None


def limits(name: str, default: str) -> dict[str, tuple[int, int]]:
    """How many in how many seconds, by each of the ways to tell people apart; none for `off`."""
    said = text(name, default)
    found = {}
    for part in [] if said == "off" else said.split():
        match = LIMIT.fullmatch(part)
        if match is None:
            raise ImproperlyConfigured(
                f"{name} must read like 'network=60/1h email=5/15m' or 'off', not {part!r}."
            )
        found[match["by"]] = int(match["most"]), int(match["length"]) * SECONDS[match["unit"]]
    return found


def mailbox(name: str, default: str) -> str:
    """One e-mail address, perhaps with a name before it."""
    said = text(name, default)
    if not re.fullmatch(r"[^@\s]+@[^@\s]+", parseaddr(said)[1]):
        raise ImproperlyConfigured(f"{name} must read like 'Clinic <visits@clinic.example>', not {said!r}.")
    return said


def pem(name: str) -> str:
    """A key in PEM form; a literal backslash-n, as many hosts store it, becomes a line end."""
    return text(name).replace("\\n", "\n")


def required_text(name: str) -> str:
    """The value of `name`, from the environment or from the demo's file; ImproperlyConfigured when neither has it."""
    found = text(name) or _demo().get(name, "")
    if not found:
        raise ImproperlyConfigured(f"Set {name}, or start the embedded database with bin/demo first.")
    return found


def database() -> dict[str, Any]:
    """Django's settings for the one database role that this process runs as (RESTARTIX_AS: web, worker or owner)."""
    acting_as = text("RESTARTIX_AS", "web")
    if acting_as not in DATABASE_OF:
        raise ImproperlyConfigured(f"RESTARTIX_AS must be web, worker or owner, not {acting_as!r}.")
    return database_from(required_text(DATABASE_OF[acting_as]))


def database_from(url: str) -> dict[str, Any]:
    parts = urlsplit(url)
    if parts.scheme not in {"postgres", "postgresql"} or not parts.path.strip("/"):
        raise ImproperlyConfigured("A database address looks like postgresql://role:password@host:5432/name.")
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.strip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": parts.hostname or "",
        "PORT": str(parts.port or ""),
        "OPTIONS": PATIENCE | dict(parse_qsl(parts.query)),
        "ATOMIC_REQUESTS": True,
        "CONN_MAX_AGE": None,
        "CONN_HEALTH_CHECKS": True,
    }


def _demo() -> dict[str, str]:
    kept = BASE / "var" / "demo" / "env.json"
    try:
        return dict(json.loads(kept.read_text()))
    except OSError:
        return {}
