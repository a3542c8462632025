"""bin/demo: RestartiX with a sample clinic on this machine, from nothing to pages served, until Ctrl-C."""

import argparse
import fcntl
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from typing import IO

from restartix.tools.local.cluster import Cluster
from restartix.tools.local.launch import LocalFailure
from restartix.tools.local.messages import compile_catalogues
from restartix.tools.local.processes import ROOT, Child, Ledger
from restartix.tools.local.roles import prepare
from restartix.tools.local.servers import (
    refuse_ended,
    refuse_taken_port,
    start_web,
    start_worker,
    stop_all,
    wait_until_served,
)
from restartix.tools.local.surroundings import Surroundings, addresses_given, secret_key

VAR = ROOT / "var" / "demo"


class Demo:
    def __init__(self, *, port: int, fresh: bool) -> None:
        self.began = time.monotonic()
        self.port = port
        self.fresh = fresh
        self.site = f"http://127.0.0.1:{port}"
        self.given = addresses_given()
        self.ledger = Ledger(VAR / "processes.json")
        self.children: list[Child] = []
        self.cluster: Cluster | None = None

    def run(self) -> None:
        """Everything up, the addresses said, then wait until told to stop or until a child ends by itself."""
        try:
            self._set_up()
            self._serve()
            self._tell()
            self._watch()
        finally:
            for number in (signal.SIGINT, signal.SIGTERM):
                signal.signal(number, signal.SIG_IGN)
            self._stop()

    def _set_up(self) -> None:
        VAR.mkdir(parents=True, exist_ok=True)
        if self.ledger.clear():
            self._say("cleared away what an earlier run left")
        if self.fresh:
            _start_over()
        refuse_taken_port(self.port)
        if count := compile_catalogues():
            self._say(f"{count} message catalogue{'s' if count > 1 else ''} compiled")
        self.surroundings = self._surroundings()
        self.surroundings.keep(VAR / "env.json")
        self._prepare()

    def _surroundings(self) -> Surroundings:
        settings = {
            "SECRET_KEY": secret_key(VAR / "secret_key"),
            "SITE_URL": self.site,
            "RESTARTIX_DEMO": "1",
            "OUTBOX_DIR": str(VAR / "outbox"),
        }
        (VAR / "outbox").mkdir(exist_ok=True)
        if self.given:
            return Surroundings(self.given, **settings)
        self.cluster = Cluster(VAR / "pg", durable=True)
        self.cluster.start()
        prepare(self.cluster)
        self._say("PostgreSQL is up, with its roles")
        return Surroundings.of(self.cluster, **settings)

    def _prepare(self) -> None:
        command = [sys.executable, "-m", "restartix.tools.local.prepare", str(VAR / "who")]
        environ = self.surroundings.for_("owner")
        with (
            open(VAR / "prepare.log", "w") as log,
            subprocess.Popen(
                command, cwd=ROOT, env=environ, stdout=subprocess.PIPE, stderr=log, text=True
            ) as child,
        ):
            assert child.stdout
            try:
                for line in child.stdout:
                    self._say(line.strip())
            except BaseException:
                child.terminate()
                raise
        if child.returncode:
            last = (VAR / "prepare.log").read_text().strip().splitlines()[-1:]
            raise LocalFailure(
                f"The database could not be made ready: {' '.join(last)} (more in {VAR}/prepare.log)"
            )

    def _serve(self) -> None:
        for start in (partial(start_web, self.port), start_worker):
            self.children.append(start(self.surroundings, VAR))
            self.ledger.note(self.children)
        wait_until_served(f"{self.site}/", self.children)
        self._say("pages are served")

    def _tell(self) -> None:
        who = (VAR / "who").read_text().rstrip()
        print(f"\n  {self.site}/\n" + (f"\n{who}\n" if who else ""))
        print("  Stop with Ctrl-C.", flush=True)

    def _watch(self) -> None:
        while True:
            time.sleep(0.3)
            refuse_ended(self.children)

    def _stop(self) -> None:
        if self.children:
            self._say("stopping")
        stop_all(self.children)
        self.ledger.path.unlink(missing_ok=True)
        if self.cluster:
            self.cluster.stop()

    def _say(self, text: str) -> None:
        print(f"{time.monotonic() - self.began:6.1f} s  {text}", flush=True)


@contextmanager
def only_demo() -> Iterator[None]:
    """One demo in a checkout at a time."""
    VAR.parent.mkdir(exist_ok=True)
    with open(VAR.parent / "demo.lock", "a+") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise LocalFailure(_running_already(lock)) from None
        lock.truncate(0)
        lock.write(str(os.getpid()))
        lock.flush()
        yield


def _running_already(lock: IO[str]) -> str:
    lock.seek(0)
    return f"bin/demo is already running in this checkout (process {lock.read()}): stop that one first."


def _start_over() -> None:
    Cluster(VAR / "pg", durable=True).stop()
    shutil.rmtree(VAR)
    VAR.mkdir()


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="bin/demo", description=__doc__)
    parser.add_argument("--port", type=int, default=8000, metavar="N", help="where to serve (8000)")
    parser.add_argument("--fresh", action="store_true", help="forget the sample clinic and start over")
    return parser.parse_args()


def _stop_on(number: int, *_: object) -> None:
    raise KeyboardInterrupt


def main() -> None:
    options = _options()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, _stop_on)
    try:
        with only_demo():
            Demo(port=options.port, fresh=options.fresh).run()
    except KeyboardInterrupt:
        sys.exit(0)
    except LocalFailure as failure:
        sys.exit(str(failure))
    except PermissionError as failure:
        sys.exit(f"{failure.filename} belongs to another user: remove it, or run bin/demo as that user.")


if __name__ == "__main__":
    main()
