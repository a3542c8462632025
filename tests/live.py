"""The real web server, as a process beside the tests."""

import fcntl
import os
import socket
import subprocess
import sys
from pathlib import Path

from restartix.tools.local.processes import ROOT, Child
from restartix.tools.local.servers import start_web, wait_until_served
from restartix.tools.local.shared import VAR, surroundings_for_tests
from tests.database import cluster

# Pages are served as on a clinic's server, unlike in the tests' own process.
STATIC_FILES = {"STATIC_STORAGE": "whitenoise.storage.CompressedManifestStaticFilesStorage"}


class Live:
    """`site` is where the pages are; `logs` and `outbox` are folders; `database` is its name."""

    def __init__(self, database: str, folder: Path) -> None:
        self.database = database
        self.port = free_port()
        self.site = f"http://127.0.0.1:{self.port}"
        self.logs = folder / "logs"
        self.outbox = folder / "outbox"
        for kept in (self.logs, self.outbox):
            kept.mkdir(parents=True, exist_ok=True)
        told = STATIC_FILES | {"SITE_URL": self.site, "OUTBOX_DIR": str(self.outbox)}
        self.surroundings = surroundings_for_tests(cluster, database, **told)
        self._web: Child | None = None

    def start(self) -> None:
        self._web = start_web(self.port, self.surroundings, self.logs)
        wait_until_served(f"{self.site}/healthz", [self._web])

    def stop(self) -> None:
        if self._web:
            self._web.stop()

    def forget_mail(self) -> None:
        for letter in self.outbox.iterdir():
            letter.unlink()


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
