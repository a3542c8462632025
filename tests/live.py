"""The real web server and the real worker on a database of one test's own, as processes beside the test."""

import fcntl
import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from restartix.local.processes import ROOT, Child
from restartix.local.serving import start_web, start_worker, stop_all, wait_until_served
from restartix.local.shared import VAR, surroundings_for_tests
from tests.database import Committed, cluster

# Pages are served as on a clinic's server, unlike in the tests' own process.
STATIC_FILES = {"STATIC_STORAGE": "whitenoise.storage.CompressedManifestStaticFilesStorage"}


class Live:
    """`site` is where the pages are; `logs` and `outbox` are folders, `web` and `worker` processes."""

    def __init__(self, committed: Committed, folder: Path, **settings: str) -> None:
        self.port = free_port()
        self.site = f"http://127.0.0.1:{self.port}"
        self.logs = folder / "logs"
        self.outbox = folder / "outbox"
        for kept in (self.logs, self.outbox):
            kept.mkdir(parents=True, exist_ok=True)
        told = STATIC_FILES | {"SITE_URL": self.site, "OUTBOX_DIR": str(self.outbox)}
        self.surroundings = surroundings_for_tests(cluster, committed.name, **(told | settings))
        self.children: list[Child] = []

    def start(self, *, worker: bool) -> None:
        self.children.append(start_web(self.port, self.surroundings, self.logs))
        if worker:
            self.children.append(start_worker(self.surroundings, self.logs))
        wait_until_served(f"{self.site}/healthz", self.children)

    @property
    def web(self) -> Child:
        return self.children[0]

    @property
    def worker(self) -> Child:
        return self.children[1]

    def stop(self) -> None:
        stop_all(self.children)


@contextmanager
def served(committed: Committed, folder: Path, *, worker: bool = True, **settings: str) -> Iterator[Live]:
    """Pages served (and effects done, with `worker`) until the block ends; `settings` are theirs."""
    live = Live(committed, folder, **settings)
    try:
        live.start(worker=worker)
        yield live
    finally:
        live.stop()


def collect_static_files() -> None:
    """Once a run, whichever of its processes comes first, and one run at a time: the folder is the checkout's."""
    run = os.environ.get("PYTEST_XDIST_TESTRUNUID", "")
    with open(VAR / "static.lock", "a+") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        lock.seek(0)
        if run and lock.read() == run:
            return
        environ = surroundings_for_tests(cluster, **STATIC_FILES).for_("web")
        command = [sys.executable, "manage.py", "collectstatic", "--noinput", "--verbosity=0"]
        subprocess.run(command, cwd=ROOT, env=environ, check=True)
        lock.truncate(0)
        lock.write(run)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
