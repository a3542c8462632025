import os
import shutil
import subprocess
import sys

import pytest

from restartix.tools.local.processes import ROOT


@pytest.fixture
def checkout(tmp_path):
    """A checkout whose lock asks for nothing, and whose program says where it runs."""
    (tmp_path / "restartix" / "tools" / "local").mkdir(parents=True)
    for name in (
        "bin/environment",
        "restartix/__init__.py",
        "restartix/tools/__init__.py",
        "restartix/tools/local/__init__.py",
        "restartix/tools/local/environment.py",
    ):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        shutil.copy(ROOT / name, tmp_path / name)
    (tmp_path / "requirements.lock").write_text("# nothing\n")
    (tmp_path / "restartix" / "tools" / "local" / "hello.py").write_text(
        "import sys; print(sys.prefix, *sys.argv[1:])"
    )
    (tmp_path / "bin" / "hello").write_text(
        '. "$(dirname "$0")/environment"\n'
        'exec "$python" -m restartix.tools.local.environment restartix.tools.local.hello "$@"\n'
    )
    return tmp_path


def test_an_environment_is_made_once_and_a_half_made_one_is_made_anew(checkout):
    venv = checkout / ".venv"
    (venv / "bin").mkdir(parents=True)
    (venv / "bin" / "python").symlink_to(sys.executable)

    first = run(checkout, "--port", "8001")
    assert first.stdout == f"{venv} --port 8001\n", first.stderr
    assert "Making .venv" in first.stderr

    second = run(checkout)
    assert (second.stdout, second.stderr) == (f"{venv}\n", "")

    (checkout / "requirements.lock").write_text("# another nothing\n")
    third = run(checkout)
    assert "Installing" in third.stderr
    assert "Making .venv" not in third.stderr


def test_a_lock_that_cannot_be_met_is_one_clear_line(checkout):
    (checkout / ".venv" / "bin").mkdir(parents=True)
    stand_in = checkout / ".venv" / "bin" / "python"
    refusal = '*install*) echo "ERROR: No matching distribution"; exit 1;;'
    stand_in.write_text(f'#!/bin/sh\ncase "$*" in {refusal} *) echo "{checkout}/.venv True";; esac\n')
    stand_in.chmod(0o755)

    answer = run(checkout)

    assert answer.returncode == 1
    last = answer.stderr.splitlines()[-1]
    assert last.startswith("The environment could not be made: ERROR: No matching distribution")
    assert not (checkout / ".venv" / "made-from").exists()


def test_an_old_python_is_one_clear_line(checkout, tmp_path):
    old = tmp_path / "old"
    old.mkdir()
    for name in ("python3", "python3.13", "python3.12", "python3.11", "python"):
        (old / name).write_text('#!/bin/sh\ncase "$2" in *print*) echo 3.9;; *) exit 1;; esac\n')
        (old / name).chmod(0o755)

    answer = run(checkout, PATH=f"{old}:/usr/bin:/bin", PYTHON="")

    assert answer.returncode == 1
    assert answer.stderr == "RestartiX needs Python 3.11 or newer, with its venv module. Found: 3.9.\n"


def run(checkout, *arguments, **environ):
    command = ["/bin/sh", str(checkout / "bin" / "hello"), *arguments]
    surroundings = os.environ | {"PYTHON": sys.executable} | environ
    return subprocess.run(command, capture_output=True, text=True, env=surroundings, cwd="/", timeout=120)
