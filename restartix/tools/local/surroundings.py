"""What each process is told by its environment: the address of its own database role, and of no other."""

import json
import os
import secrets
from pathlib import Path

from restartix.tools.local.cluster import Cluster
from restartix.tools.local.initialise import keep_secret
from restartix.tools.local.launch import LocalFailure

ADDRESSES = {"web": "DATABASE_URL", "worker": "DATABASE_WORKER_URL", "owner": "DATABASE_OWNER_URL"}
ROLES = {"web": "app", "worker": "worker", "owner": "owner"}


class Surroundings:
    """The common settings, and for each kind of process (web, worker, owner) its one database address."""

    def __init__(self, addresses: dict[str, str], **settings: str) -> None:
        self.addresses = addresses
        self.settings = settings

    @classmethod
    def of(cls, cluster: Cluster, database: str = "restartix", **settings: str) -> "Surroundings":
        return cls({kind: cluster.url(role, database) for kind, role in ROLES.items()}, **settings)

    def for_(self, kind: str) -> dict[str, str]:
        kept = {name: value for name, value in os.environ.items() if name not in ADDRESSES.values()}
        return {**kept, **self.settings, "RESTARTIX_AS": kind, ADDRESSES[kind]: self.addresses[kind]}

    def keep(self, path: Path) -> None:
        """For commands typed by hand beside the running demo: `manage.py create_clinic`, say."""
        addresses = {ADDRESSES[kind]: address for kind, address in self.addresses.items()}
        keep_secret(path, json.dumps(addresses | self.settings, indent=1))


def addresses_given() -> dict[str, str]:
    """The addresses of a database of the person's own; none when the embedded one is to be used."""
    given = {kind: os.environ.get(name, "") for kind, name in ADDRESSES.items()}
    if any(given.values()) and not all(given.values()):
        missing = ", ".join(ADDRESSES[kind] for kind, address in given.items() if not address)
        raise LocalFailure(f"Some database addresses are set, but not {missing}: set all three, or none.")
    return given if all(given.values()) else {}


def secret_key(path: Path) -> str:
    """The installation's key, made once. It signs sessions and private links, so it must stay the same."""
    if os.environ.get("SECRET_KEY"):
        return os.environ["SECRET_KEY"]
    if not path.exists():
        keep_secret(path, secrets.token_urlsafe(48))
    return path.read_text()
