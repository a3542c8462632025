"""bin/test: ruff, mypy and the tests, each run to its end; then one line that says what failed.

With something for pytest (a file, -k, ...) only the tests are run, unless --all is there too.
"""

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress

from restartix.local.launch import LocalFailure
from restartix.local.messages import compile_catalogues
from restartix.local.processes import ROOT
from restartix.local.shared import SharedCluster, cluster_for_tests, surroundings_for_tests

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
PYTHON = [sys.executable, "-m"]
CHECKS = {
    "ruff": [*PYTHON, "ruff", "check"],
    "ruff format": [*PYTHON, "ruff", "format", "--check"],
    "mypy": [*PYTHON, "mypy"],
}


class Run:
    """One run of bin/test. `failed` names what did not pass."""

    def __init__(self, arguments: list[str]) -> None:
        self.without_browser = "--without-browser" in arguments
        self.for_pytest = [said for said in arguments if said not in {"--all", "--without-browser"}]
        self.everything = "--all" in arguments or not self.for_pytest
        self.every_look = "--all" in arguments
        self.browser = find_browser()
        self.failed: list[str] = []
        self.interrupted = False
        self._child: subprocess.Popen[bytes] | None = None

    def perform(self) -> None:
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, self._interrupt)
        shared = SharedCluster(cluster_for_tests())
        shared.join()
        try:
            compile_catalogues()
            environ = surroundings_for_tests(shared.cluster).for_("web")
            with self._tables():
                for name, command in self._steps().items():
                    self._step(name, command, environ)
        finally:
            shared.leave()

    def verdict(self, seconds: float) -> str:
        if self.interrupted:
            return "bin/test: interrupted"
        if self.failed:
            return f"bin/test: failed in {seconds:.0f} s: {', '.join(self.failed)}"
        return f"bin/test: all passed in {seconds:.0f} s"

    def _steps(self) -> dict[str, list[str]]:
        chosen = [] if self.browser and not self.without_browser else ["-m", "not browser"]
        tests = {"pytest": [*PYTHON, "pytest", *chosen, *self._abreast(), *self.for_pytest]}
        if not self.browser and not self.without_browser:
            self.failed.append(
                "the browser tests were left out, for want of Chromium (or say --without-browser)"
            )
        return (CHECKS if self.everything else {}) | tests

    @contextmanager
    def _tables(self) -> Iterator[None]:
        """The tables that the tests will ask for are made (restartix.local.migrated) while the checks run."""
        if not self.everything:
            yield
            return
        with subprocess.Popen(
            [*PYTHON, "restartix.local.migrated"], cwd=ROOT, start_new_session=True
        ) as maker:
            yield
            if self.interrupted:
                with suppress(ProcessLookupError):
                    os.killpg(maker.pid, signal.SIGTERM)

    def _abreast(self) -> list[str]:
        """The whole suite runs on every core, a file at a time on each; a part of it is quicker on one."""
        return ["-n", "logical", "--dist", "loadfile"] if self.everything else []

    def _step(self, name: str, command: list[str], environ: dict[str, str]) -> None:
        if self.interrupted:
            return
        print(f"== {name}", flush=True)
        environ = environ | {"CHROMIUM": self.browser, "EVERY_LOOK": "1" if self.every_look else ""}
        # Many processes read the same modules: an empty word lets the first keep them compiled.
        environ["PYTHONDONTWRITEBYTECODE"] = ""
        apart = not sys.stdin.isatty()
        self._child = subprocess.Popen(command, cwd=ROOT, env=environ, start_new_session=apart)
        if self._child.wait() != 0:
            self.failed.append(name)

    def _interrupt(self, number: int, *_: object) -> None:
        """Pass it on as Ctrl-C, which lets pytest tidy up; a terminal's own has been passed on already."""
        self.interrupted = True
        if self._child and (number == signal.SIGTERM or not sys.stdin.isatty()):
            with suppress(ProcessLookupError):
                self._child.send_signal(signal.SIGINT)


def find_browser() -> str:
    """Chromium's program: what CHROMIUM names, else one of its usual names; empty when there is none."""
    candidates = [os.environ["CHROMIUM"]] if os.environ.get("CHROMIUM") else BROWSERS
    return next((found for name in candidates if (found := shutil.which(name))), "")


def main() -> None:
    if {"-h", "--help"} & set(sys.argv[1:]):
        sys.exit("bin/test [--without-browser] [--all] [what pytest takes]\n\n" + str(__doc__))
    began = time.monotonic()
    run = Run(sys.argv[1:])
    try:
        run.perform()
    except LocalFailure as failure:
        sys.exit(str(failure))
    print(run.verdict(time.monotonic() - began), flush=True)
    sys.exit(130 if run.interrupted else bool(run.failed))


if __name__ == "__main__":
    main()
