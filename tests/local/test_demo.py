"""bin/demo from nothing, in a folder that only we may enter: served, and gone without a trace when told to stop."""

import os
import shutil
import signal
import subprocess
import sys
import time

import psutil
import pytest

from restartix.tools.local.processes import ROOT
from tests.live import free_port

LEFT_OUT = shutil.ignore_patterns(".git", ".venv", "var", "tests", "docs", "__pycache__")


@pytest.fixture
def checkout(tmp_path):
    copy = tmp_path / "checkout"
    shutil.copytree(ROOT, copy, ignore=LEFT_OUT)
    return copy


def test_the_demo_serves_refuses_a_second_one_and_leaves_nothing_behind(checkout):
    port = free_port()
    demo = start(checkout, port)
    try:
        said = wait_for(demo, "Ctrl-C")
        assert f"http://127.0.0.1:{port}/" in said

        second = start(checkout, free_port())
        assert second.communicate(timeout=30)[0].startswith("bin/demo is already running in this checkout")
        assert second.returncode == 1

        family = psutil.Process(demo.pid).children(recursive=True)
        assert {"postgres"} < {process.name() for process in family}
    finally:
        demo.send_signal(signal.SIGTERM)
        demo.wait(timeout=60)

    assert demo.returncode == 0
    assert [process for process in family if process.is_running()] == []


def start(checkout, port):
    command = [sys.executable, "-m", "restartix.tools.local.demo", "--port", str(port)]
    ours = ("DATABASE_", "SECRET_KEY", "SITE_URL", "OUTBOX_DIR", "STATIC_STORAGE", "RESTARTIX_", "DJANGO_")
    environ = {name: value for name, value in os.environ.items() if not name.startswith(ours)}
    return subprocess.Popen(
        command, cwd=checkout, env=environ, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    )


def wait_for(demo, word, seconds=240):
    deadline, said = time.monotonic() + seconds, ""
    for line in demo.stdout:
        said += line
        if word in line:
            return said
        assert time.monotonic() < deadline, said
    raise AssertionError(f"it ended: {said}")
