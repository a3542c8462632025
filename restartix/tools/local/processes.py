"""The processes that a demo or a test starts beside itself, each ended by its own number alone."""

import json
import subprocess
from contextlib import suppress
from pathlib import Path

import psutil

from restartix.tools.local.launch import Command

ROOT = Path(__file__).resolve().parents[3]


class Child:
    """A program with a name and a log, in a session of its own: Ctrl-C in the terminal reaches only us."""

    def __init__(self, name: str, command: Command, *, environ: dict[str, str], log: Path) -> None:
        self.name = name
        self.log = log
        self._asked = False
        with open(log, "wb") as output:
            self.process = subprocess.Popen(
                command,
                cwd=ROOT,
                env=environ,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )

    @property
    def has_ended(self) -> bool:
        return self.process.poll() is not None

    def ask_to_stop(self) -> None:
        """SIGTERM, once, to the main process alone: django-q2 hangs when its whole group gets it."""
        if not self.has_ended and not self._asked:
            self._asked = True
            self.process.terminate()

    def stop(self, patience: float = 15.0) -> None:
        """Have it and all that it started gone; what doesn't leave when asked is killed."""
        family = _family(self.process.pid)
        self.ask_to_stop()
        with suppress(subprocess.TimeoutExpired):
            self.process.wait(patience)
        _kill(family)
        self.process.wait()

    def last_words(self, count: int = 8) -> str:
        return "\n".join(self.log.read_text(errors="replace").splitlines()[-count:])


class Ledger:
    """Which processes a run started, so that the next run can clear away what a `kill -9` left of it."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def note(self, children: list[Child]) -> None:
        running = [psutil.Process(child.process.pid) for child in children if not child.has_ended]
        self.path.write_text(json.dumps([[process.pid, process.create_time()] for process in running]))

    def clear(self, patience: float = 10.0) -> int:
        """End the processes noted, if they are still the same ones; how many there were."""
        left = [process for process in self._noted() if process.is_running()]
        families = [one for process in left for one in _family(process.pid)]
        for process in left:
            with suppress(psutil.NoSuchProcess):
                process.terminate()
        psutil.wait_procs(left, timeout=patience)
        _kill(families)
        self.path.unlink(missing_ok=True)
        return len(left)

    def _noted(self) -> list[psutil.Process]:
        found = []
        with suppress(FileNotFoundError, ValueError):
            for pid, created in json.loads(self.path.read_text()):
                with suppress(psutil.NoSuchProcess):
                    process = psutil.Process(pid)
                    if abs(process.create_time() - created) < 1:
                        found.append(process)
        return found


def _family(pid: int) -> list[psutil.Process]:
    try:
        process = psutil.Process(pid)
        return [process, *process.children(recursive=True)]
    except psutil.NoSuchProcess:
        return []


def _kill(processes: list[psutil.Process]) -> None:
    """End those that are still the processes that they were when listed: psutil compares when they began."""
    _, alive = psutil.wait_procs(processes, timeout=1)
    for process in alive:
        with suppress(psutil.NoSuchProcess):
            process.kill()
    psutil.wait_procs(alive, timeout=5)
