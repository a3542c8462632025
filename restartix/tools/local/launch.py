"""How to start PostgreSQL's programs, which refuse to run as root."""

import os
import pwd
import shutil
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

Command = Sequence[str | os.PathLike[str]]

# In a folder that root keeps to itself, nobody can't reach its own data. One capability is enough for that; the
# securebit makes access(2), by which initdb looks for its neighbour, count it too.
PASSING_PERMISSIONS = [
    *("--clear-groups", "--securebits=+no_setuid_fixup"),
    *("--inh-caps=-all,+dac_override", "--ambient-caps=-all,+dac_override"),
]


# What moves a process's clock (restartix/tools/local/moment.py), and must reach PostgreSQL too.
OFFSET = "CLOCK_OFFSET"


class LocalFailure(Exception):
    """It can't go on. The message is for the person at the terminal, its first line says it all."""


@dataclass(frozen=True)
class Launcher:
    """Starts programs as who may run PostgreSQL; its files must belong to `owner` when that is not us."""

    prefix: tuple[str, ...] = ()
    identity: dict[str, Any] = field(default_factory=dict)
    owner: tuple[int, int] | None = None

    def run(self, command: Command, **options: Any) -> subprocess.CompletedProcess[str]:
        return subprocess.run([*self.prefix, *command], text=True, **self._options(options))

    def start(self, command: Command, **options: Any) -> subprocess.Popen[bytes]:
        return subprocess.Popen([*self.prefix, *command], start_new_session=True, **self._options(options))

    def give(self, path: Path) -> None:
        """Make `path` the property of the user whom the programs run as."""
        if self.owner:
            os.chown(path, *self.owner)

    def reaches(self, binaries: Path, home: Path) -> bool:
        question = '"$1" --version && cd "$2" && ls "$3"'
        asked: Command = ["/bin/sh", "-c", question, "sh", binaries / "postgres", home, binaries.parent]
        return self.run(asked, capture_output=True).returncode == 0

    def _options(self, options: dict[str, Any]) -> dict[str, Any]:
        surroundings = {
            "PATH": os.environ.get("PATH", os.defpath),
            "LC_ALL": "C",
            "TZ": "UTC",
        } | moved_clock()
        return {"cwd": "/", "env": surroundings, "stdin": subprocess.DEVNULL, **self.identity, **options}


def moved_clock() -> dict[str, str]:
    """What our own environment says of a moved clock; nothing where the clock is the machine's."""
    return {name: os.environ[name] for name in ("LD_PRELOAD", OFFSET)} if OFFSET in os.environ else {}


def launcher_for(binaries: Path, home: Path) -> Launcher:
    """Ourselves, or nobody when we are root. LocalFailure when nobody can't reach the files."""
    if os.geteuid() != 0:
        return Launcher()
    nobody = pwd.getpwnam("nobody")
    owner = (nobody.pw_uid, nobody.pw_gid)
    plain = Launcher(identity={"user": owner[0], "group": owner[1], "extra_groups": []}, owner=owner)
    if plain.reaches(binaries, home):
        return plain
    setpriv = shutil.which("setpriv")
    if setpriv:
        as_nobody = (f"--reuid={owner[0]}", f"--regid={owner[1]}")
        passing = Launcher(prefix=(setpriv, *as_nobody, *PASSING_PERMISSIONS), owner=owner)
        if passing.reaches(binaries, home):
            return passing
    raise LocalFailure(
        f"PostgreSQL won't run as root, and the user nobody can't reach {home}: "
        "use a folder that others may enter, or run this as an ordinary user."
    )
