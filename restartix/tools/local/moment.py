"""Another moment for a whole tree of processes: its wall clock is moved, Python's and PostgreSQL's alike.

moment.c, built by the machine's own compiler, is preloaded into every program. The time comes from no setting, so no
session of the database can change it.
"""

import hashlib
import os
import shutil
import subprocess
import time
from datetime import UTC, datetime
from pathlib import Path

from restartix.tools.local.launch import OFFSET, Command, LocalFailure
from restartix.tools.local.processes import ROOT

SOURCE = Path(__file__).with_name("moment.c")
BUILT = ROOT / "var" / "clock"
FORMAT = "%Y-%m-%d %H:%M"


def read_moment(text: str) -> datetime:
    """`2026-12-06 23:30`, which is UTC."""
    try:
        return datetime.strptime(text, FORMAT).replace(tzinfo=UTC)
    except ValueError:
        raise LocalFailure(f"'{text}' is no moment: write it like --at '2026-12-06 23:30' (UTC).") from None


def moment_in(arguments: list[str]) -> str:
    """What follows --at, which is taken out of the arguments; empty when it isn't there."""
    for place, said in enumerate(arguments):
        if said == "--at" and len(arguments) > place + 1:
            del arguments[place]
            return arguments.pop(place)
        if said.startswith("--at="):
            return arguments.pop(place).removeprefix("--at=")
    return ""


def environment_at(moment: datetime) -> dict[str, str]:
    """What a program's environment must hold for its clock, and its children's, to show `moment` now."""
    offset = int(moment.timestamp()) * 10**9 - time.time_ns() + int(os.environ.get(OFFSET, 0))
    return {"LD_PRELOAD": str(built_clock()), OFFSET: str(offset)}


def now_in_words() -> str:
    """Sunday 2026-12-06 23:30 UTC, as this process's clock shows it."""
    return datetime.now(UTC).strftime(f"%A {FORMAT} UTC")


def built_clock() -> Path:
    """The library to preload, built once for each wording of its source. Whoever PostgreSQL runs as may read it."""
    built = BUILT / f"moment-{hashlib.sha256(SOURCE.read_bytes()).hexdigest()[:12]}.so"
    if not built.exists():
        BUILT.mkdir(parents=True, exist_ok=True)
        part = built.with_suffix(f".{os.getpid()}.part")
        _compile(part)
        part.chmod(0o755)
        part.rename(built)
    return built


def _compile(target: Path) -> None:
    compiler = shutil.which("cc")
    if not compiler:
        raise LocalFailure("--at needs a C compiler named cc, and there is none (Debian: apt install gcc).")
    command: Command = [
        compiler,
        "-O2",
        "-Wall",
        "-shared",
        "-fPIC",
        "-o",
        target,
        SOURCE,
        "-ldl",
        "-pthread",
    ]
    done = subprocess.run(command, capture_output=True, text=True)
    if done.returncode:
        raise LocalFailure(f"--at: cc could not build {SOURCE.name}.\n{done.stderr}")
