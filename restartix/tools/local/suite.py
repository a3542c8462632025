"""bin/test: ruff, mypy and the tests, each run to its end; then one line that says what failed.

With something for pytest (a file, -k, ...) only the tests are run, unless --all is there too.

--browsers walks the journey in Firefox and WebKitGTK instead; the whole suite ends with a short part of that.

--at '2026-12-06 23:30' (UTC) runs it at another moment: the wall clock of every process is moved, PostgreSQL's too.
The whole suite is followed by the tests of dates (marked so) at one more moment, which the day chooses.

--fix tests nothing: it corrects what ruff can, and writes the strings for translation and docs/schema.sql anew.
"""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime

from restartix.tools.local import memory
from restartix.tools.local.browsers import find_browser, has_other_browsers
from restartix.tools.local.fixes import fix
from restartix.tools.local.launch import LocalFailure, moved_clock
from restartix.tools.local.messages import compile_catalogues
from restartix.tools.local.moment import environment_at, moment_in, now_in_words, read_moment
from restartix.tools.local.processes import ROOT
from restartix.tools.local.shared import SharedCluster, cluster_for_tests, surroundings_for_tests

CLERK_SCRIPTS = ROOT / "var" / "clerk" / "@clerk"
PYTHON = [sys.executable, "-m"]
ABREAST = ["-n", str((os.cpu_count() or 1) + 1), "--dist", "loadfile"]
"""One more than there are cores, for many tests wait: for a worker, a browser, a time-out."""
ENGINES = [*PYTHON, "pytest", "tests/engines", "-m"]
CHECKS = {
    "ruff": [*PYTHON, "ruff", "check"],
    "ruff format": [*PYTHON, "ruff", "format", "--check"],
    "mypy": [*PYTHON, "mypy"],
}

OURS = {"--all", "--without-browser", "--browsers"}
MOMENTS = (
    *("2026-12-06 22:00", "2026-12-31 23:50", "2027-03-28 00:30", "2026-10-25 00:40", "2026-11-01 05:30"),
    *("2028-02-29 16:00", "2027-05-02 09:00", "2027-01-01 07:00", "2026-11-07 21:30"),
)
"""Nights on which clocks change, ends of weeks, months and years, holidays: the day chooses one of them."""


class Run:
    """One run of bin/test. `failed` names what did not pass."""

    def __init__(self, arguments: list[str]) -> None:
        self.without_browser = "--without-browser" in arguments
        self.for_pytest = [said for said in arguments if said not in OURS]
        self.everything = "--all" in arguments or not self.for_pytest
        self.every_look = "--all" in arguments
        self.other_browsers = "--browsers" in arguments
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
            with self._tables(), memory.temporary_files(many=self.everything) as where:
                for name, command in self._steps().items():
                    self._step(name, command, environ | where)
        finally:
            shared.leave()

    def verdict(self, seconds: float) -> str:
        if self.interrupted:
            return "bin/test: interrupted"
        if self.failed:
            return f"bin/test: failed in {seconds:.0f} s: {', '.join(self.failed)}"
        return f"bin/test: all passed in {seconds:.0f} s"

    def _steps(self) -> dict[str, list[str]]:
        if self.other_browsers:
            return {"pytest, Firefox and WebKitGTK": [*ENGINES, "engines", *self.for_pytest]}
        tests = {"pytest": [*PYTHON, "pytest", *self._chosen(), *self._abreast(), *self.for_pytest]}
        return (
            (CHECKS if self.everything else {})
            | tests
            | (self._at_another_moment() | self._in_other_browsers() if self.everything else {})
        )

    def _chosen(self) -> list[str]:
        """What can't be run is left out, and the run fails for it."""
        if self.without_browser:
            return ["-m", "not browser"]
        if not self.browser:
            self.failed.append(
                "the browser tests were left out, for want of Chromium (or say --without-browser)"
            )
            return ["-m", "not browser"]
        others = ["-m", "not engines"] if self.everything else []
        if self.everything and not CLERK_SCRIPTS.is_dir():
            self.failed.append("the tests with Clerk's own scripts were left out: .ci/clerk fetches them")
            return ["-m", "not clerk_scripts and not engines"]
        return others

    def _at_another_moment(self) -> dict[str, list[str]]:
        """The tests of dates once more, in a run of its own; not where the run is at another moment already."""
        if moved_clock():
            return {}
        today = datetime.now(UTC).date()  # utc day: any will do
        moment = MOMENTS[today.toordinal() % len(MOMENTS)]
        chosen = ["-m", "dates and not browser", *ABREAST]
        command = [*PYTHON, "restartix.tools.local.suite", "--at", moment, "-q", *chosen, *self.for_pytest]
        return {f"pytest, the tests of dates at {moment}": command}

    def _in_other_browsers(self) -> dict[str, list[str]]:
        """The short part of the journey in Firefox and WebKitGTK, where they are installed; --browsers walks it all."""
        if self.without_browser or moved_clock() or not has_other_browsers():
            return {}
        return {"pytest, a short part in Firefox and WebKitGTK": [*ENGINES, "engines and short"]}

    @contextmanager
    def _tables(self) -> Iterator[None]:
        """The tables that the tests will ask for are made (restartix.tools.local.migrated) while the checks run."""
        if not self.everything:
            yield
            return
        with subprocess.Popen(
            [*PYTHON, "restartix.tools.local.migrated"], cwd=ROOT, start_new_session=True
        ) as maker:
            yield
            if self.interrupted:
                with suppress(ProcessLookupError):
                    os.killpg(maker.pid, signal.SIGTERM)

    def _abreast(self) -> list[str]:
        """The whole suite runs abreast, a file at a time on each; a part of it is quicker on one."""
        return ABREAST if self.everything else []

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


def move_clock(moment: str, arguments: list[str]) -> None:
    """Become the same program with its clock moved."""
    environ = os.environ | environment_at(read_moment(moment))
    os.execve(sys.executable, [*PYTHON, "restartix.tools.local.suite", *arguments], environ)


def main() -> None:
    arguments = sys.argv[1:]
    if {"-h", "--help"} & set(arguments):
        sys.exit(
            "bin/test [--at MOMENT] [--without-browser] [--all | --browsers] [what pytest takes]\n"
            "bin/test --fix\n\n" + str(__doc__)
        )
    if "--fix" in arguments:
        sys.exit(fix() or 0)
    began = time.monotonic()
    try:
        if moment := moment_in(arguments):
            move_clock(moment, arguments)
        run = Run(arguments)
        print(f"bin/test at {now_in_words()}", flush=True)
        run.perform()
    except LocalFailure as failure:
        sys.exit(str(failure))
    print(run.verdict(time.monotonic() - began), flush=True)
    sys.exit(130 if run.interrupted else bool(run.failed))


if __name__ == "__main__":
    main()
