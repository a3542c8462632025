"""The tests' own database server: started by the first run that needs it, stopped by the last to leave."""

import fcntl
import os
import re
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import psutil

from restartix.tools.local import memory
from restartix.tools.local.cluster import Cluster
from restartix.tools.local.launch import LocalFailure, moved_clock
from restartix.tools.local.processes import ROOT
from restartix.tools.local.roles import drop_database, prepare
from restartix.tools.local.surroundings import Surroundings

VAR = ROOT / "var" / "test"
SLACK = 1.0
"""Seconds by which two clocks of this machine may differ."""


def cluster_for_tests() -> Cluster:
    """The embedded server, or one of the programs in the folder that PG_BIN names (another version, say).

    A run whose clock is moved has a server of its own, whose clock is moved as far.
    """
    given = os.environ.get("PG_BIN", "")
    moved = "-moved" if moved_clock() else ""
    if not given:
        return Cluster(VAR / f"pg{moved}", durable=False)
    binaries = Path(given).resolve()
    return Cluster(VAR / f"pg-{binaries.parent.name}{moved}", durable=False, binaries=binaries)


def surroundings_for_tests(cluster: Cluster, database: str = "restartix", **settings: str) -> Surroundings:
    fixed = {
        "SECRET_KEY": "for-tests-only-never-served",
        "SITE_URL": "http://testserver",
        "RESTARTIX_DEMO": "1",
        "MAIL_SETTLE_SECONDS": "0",
    }
    return Surroundings.of(cluster, database, **(fixed | {"OUTBOX_DIR": str(VAR / "outbox")} | settings))


class SharedCluster:
    """A cluster that several runs use at once. Each holds a lock that even a `kill -9` gives back."""

    def __init__(self, cluster: Cluster) -> None:
        self.cluster = cluster
        self.cluster.home.mkdir(parents=True, exist_ok=True)
        self._members = open(self.cluster.home / "members", "w")  # noqa: SIM115 (held until leaving)

    def join(self) -> None:
        with self._gate():
            memory.forget_lost(self.cluster)
            self.cluster.start()
            self._agree_on_the_time()
            prepare(self.cluster)
            memory.offer(self.cluster)
            fcntl.flock(self._members, fcntl.LOCK_SH)
        for database in self._orphans():
            drop_database(self.cluster, database)

    def leave(self) -> None:
        with self._gate(), suppress(BlockingIOError):
            fcntl.flock(self._members, fcntl.LOCK_EX | fcntl.LOCK_NB)
            memory.give_back(self.cluster)
            self.cluster.stop()
        self._members.close()

    def _agree_on_the_time(self) -> None:
        """Start a server anew that a killed run at another moment left; LocalFailure while such a run is going on."""
        if self._clocks_agree():
            return
        try:
            fcntl.flock(self._members, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise LocalFailure(
                "A run at another moment is going on in this checkout: let it end first."
            ) from None
        self.cluster.stop()
        self.cluster.start()
        if not self._clocks_agree():
            raise LocalFailure(f"PostgreSQL's clock could not be moved; its log is {self.cluster.log}.")

    def _clocks_agree(self) -> bool:
        with self.cluster.connect("superuser", "postgres") as connection:
            before = time.time()
            shown = connection.execute("SELECT extract(epoch FROM clock_timestamp())::float8").fetchone()
        return shown is not None and before - SLACK < shown[0] < time.time() + SLACK

    @contextmanager
    def _gate(self) -> Iterator[None]:
        with open(self.cluster.home / "gate", "w") as gate:
            fcntl.flock(gate, fcntl.LOCK_EX)
            yield

    def _orphans(self) -> list[str]:
        """Databases of runs that were killed: their names carry the process that made them."""
        with self.cluster.connect("superuser", "postgres") as connection:
            names = [name for (name,) in connection.execute("SELECT datname FROM pg_database").fetchall()]
        made_by = {name: re.fullmatch(r"restartix_(\d+)_\w+", name) for name in names}
        return [name for name, match in made_by.items() if match and not psutil.pid_exists(int(match[1]))]
