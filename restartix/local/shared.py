"""The tests' own database server: started by the first run that needs it, stopped by the last to leave."""

import fcntl
import os
import re
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import psutil

from restartix.local.cluster import Cluster
from restartix.local.processes import ROOT
from restartix.local.roles import drop_database, prepare
from restartix.local.surroundings import Surroundings

VAR = ROOT / "var" / "test"


def cluster_for_tests() -> Cluster:
    """The embedded server, or one of the programs in the folder that PG_BIN names (another version, say)."""
    given = os.environ.get("PG_BIN", "")
    if not given:
        return Cluster(VAR / "pg", durable=False)
    binaries = Path(given).resolve()
    return Cluster(VAR / f"pg-{binaries.parent.name}", durable=False, binaries=binaries)


def surroundings_for_tests(cluster: Cluster, database: str = "restartix", **settings: str) -> Surroundings:
    fixed = {
        "SECRET_KEY": "for-tests-only-never-served",
        "SITE_URL": "http://testserver",
        "RESTARTIX_DEMO": "1",
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
            self.cluster.start()
            prepare(self.cluster)
            fcntl.flock(self._members, fcntl.LOCK_SH)
        for database in self._orphans():
            drop_database(self.cluster, database)

    def leave(self) -> None:
        with self._gate(), suppress(BlockingIOError):
            fcntl.flock(self._members, fcntl.LOCK_EX | fcntl.LOCK_NB)
            self.cluster.stop()
        self._members.close()

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
