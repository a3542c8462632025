"""Makes .venv from requirements.lock, then becomes the program asked for. Needs nothing but Python."""

import fcntl
import hashlib
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
LOCK = ROOT / "requirements.lock"
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
STAMP = VENV / "made-from"
LOG = ROOT / "var" / "environment.log"


class EnvironmentFailed(Exception):
    """The environment can't be made. The message is one line for the person at the terminal."""


def main(module: str, *arguments: str) -> None:
    """Have the environment, then run `module` in it, in this very process."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    try:
        have_environment()
    except EnvironmentFailed as failure:
        sys.exit(str(failure))
    except KeyboardInterrupt:
        sys.exit(130)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    os.execv(PYTHON, [str(PYTHON), "-m", module, *arguments])


def have_environment() -> None:
    """Make .venv, complete a half-made one, or find it whole: its stamp names the lock it came from."""
    wanted = hashlib.sha256(LOCK.read_bytes()).hexdigest()
    if _made_from() == wanted:
        return
    LOG.parent.mkdir(exist_ok=True)
    with open(LOG.with_suffix(".lock"), "w") as alone:
        fcntl.flock(alone, fcntl.LOCK_EX)
        if _made_from() == wanted:
            return
        if not _works():
            _say("Making .venv")
            shutil.rmtree(VENV, ignore_errors=True)
            _run([sys.executable, "-m", "venv", str(VENV)])
        STAMP.unlink(missing_ok=True)
        _install()
        STAMP.write_text(wanted)


def _made_from() -> str:
    try:
        return STAMP.read_text() if os.access(PYTHON, os.X_OK) else ""
    except FileNotFoundError:
        return ""


def _works() -> bool:
    """Whether .venv, left half-made or made by an older Python, can still be completed."""
    question = "import sys, pip._internal; print(sys.prefix, sys.version_info >= (3, 11))"
    try:
        answer = subprocess.run([PYTHON, "-c", question], capture_output=True, text=True)
    except OSError:
        return False
    return answer.stdout.strip() == f"{VENV} True"


def _install() -> None:
    packages = sum(1 for line in LOCK.read_text().splitlines() if "==" in line)
    _say(f"Installing {packages} packages from requirements.lock")
    started = time.monotonic()
    _run(
        [str(PYTHON), "-m", "pip", "install", "--no-input", "--disable-pip-version-check", "-r", str(LOCK)],
        of=packages,
    )
    _say(f"Packages are in ({time.monotonic() - started:.0f} s)")


def _run(command: list[str], *, of: int = 0) -> None:
    """Run `command`, counting the packages that it takes up. What it says is kept in var/environment.log."""
    done = 0
    with (
        open(LOG, "w") as log,
        subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True) as child,
    ):
        assert child.stdout
        try:
            for line in child.stdout:
                log.write(line)
                if line.startswith(("Collecting ", "Requirement already satisfied: ")) and "-r " in line:
                    done += 1
                    _progress(done, of)
                elif line.startswith("Installing collected"):
                    _say("  all fetched, unpacking")
        except BaseException:
            child.terminate()
            raise
    if child.returncode:
        raise EnvironmentFailed(f"The environment could not be made: {_reason()} (more in {LOG})")


def _progress(done: int, of: int) -> None:
    if sys.stderr.isatty():
        print(f"\r  {done} of {of}", end="" if done < of else "\n", file=sys.stderr, flush=True)
    elif done % 20 == 0 or done == of:
        _say(f"  {done} of {of}")


def _reason() -> str:
    lines = [line.strip() for line in LOG.read_text().splitlines() if line.strip()]
    errors = [line for line in lines if line.startswith(("ERROR", "Error"))]
    return (errors or lines or ["it said nothing"])[-1]


def _say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
