import os
import socket
import sys
import time

import psutil
import pytest

from restartix.tools.local.launch import LocalFailure
from restartix.tools.local.processes import Child, Ledger
from restartix.tools.local.servers import refuse_ended, refuse_taken_port
from tests.live import free_port

STUBBORN = """
import signal, subprocess, sys, time
signal.signal(signal.SIGTERM, signal.SIG_IGN)
subprocess.Popen([sys.executable, "-c", "import time; time.sleep(300)"])
print("ready", flush=True)
time.sleep(300)
"""


@pytest.fixture
def stubborn(tmp_path):
    """A program that doesn't leave when asked, and its child."""
    child = Child(
        "stubborn one", [sys.executable, "-c", STUBBORN], environ=dict(os.environ), log=tmp_path / "log"
    )
    while "ready" not in child.last_words():
        time.sleep(0.01)
    yield child
    child.stop(patience=0.1)


def test_stopping_ends_the_whole_family_even_when_it_does_not_listen(stubborn):
    family = psutil.Process(stubborn.process.pid).children(recursive=True)
    assert len(family) == 1

    stubborn.stop(patience=0.1)

    assert stubborn.has_ended
    assert not family[0].is_running()


def test_the_next_run_clears_away_what_a_killed_one_left(stubborn, tmp_path):
    Ledger(tmp_path / "ledger").note([stubborn])

    assert Ledger(tmp_path / "ledger").clear(patience=0.1) == 1

    assert stubborn.has_ended
    assert Ledger(tmp_path / "ledger").clear() == 0


def test_a_stranger_that_took_over_a_number_is_left_alone(stubborn, tmp_path):
    (tmp_path / "ledger").write_text(f"[[{stubborn.process.pid}, 12345.0]]")

    assert Ledger(tmp_path / "ledger").clear() == 0

    assert not stubborn.has_ended


def test_a_child_that_ends_by_itself_is_named_with_its_last_words(tmp_path):
    child = Child(
        "web server", [sys.executable, "-c", "exit('no such table')"], environ={}, log=tmp_path / "log"
    )
    child.process.wait()

    with pytest.raises(LocalFailure, match=r"web server ended by itself \(code 1\)(.|\n)*no such table"):
        refuse_ended([child])


def test_a_taken_port_is_said_with_another_to_try():
    port = free_port()
    with socket.socket() as other:
        other.bind(("127.0.0.1", port))
        other.listen()

        with pytest.raises(LocalFailure, match=f"Port {port} .*--port {port + 1}"):
            refuse_taken_port(port)
