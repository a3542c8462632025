"""The web server and the worker as processes here, for the demo and for tests that need real ones."""

import socket
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Sequence
from pathlib import Path

from restartix.tools.local.launch import LocalFailure
from restartix.tools.local.processes import Child
from restartix.tools.local.surroundings import Surroundings

GUNICORN = ("-m", "gunicorn", "-c", "python:restartix.config.gunicorn", "restartix.config.wsgi")
WORKER = ("manage.py", "work")
PATIENCE = 60.0


def start_web(port: int, surroundings: Surroundings, logs: Path) -> Child:
    command = [sys.executable, *GUNICORN, "--bind", f"127.0.0.1:{port}"]
    return Child("web server", command, environ=surroundings.for_("web"), log=logs / "web.log")


def start_worker(surroundings: Surroundings, logs: Path) -> Child:
    command = [sys.executable, *WORKER]
    return Child("worker", command, environ=surroundings.for_("worker"), log=logs / "worker.log")


def refuse_taken_port(port: int) -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except PermissionError:
            raise LocalFailure(f"Port {port} is for root alone: try bin/demo --port 8000.") from None
        except (OSError, OverflowError):
            other = port + 1 if port < 65535 else 8000
            raise LocalFailure(f"Port {port} can't be had (taken?): try bin/demo --port {other}.") from None


def wait_until_served(address: str, children: Sequence[Child]) -> None:
    """Until `address` answers with anything but a server's error. LocalFailure when that has become vain."""
    deadline = time.monotonic() + PATIENCE
    answer = 0
    while time.monotonic() < deadline:
        refuse_ended(children)
        answer = _answer(address)
        if 0 < answer < 500:
            return
        time.sleep(0.1)
    said = f"answer {answer}" if answer else "no answer"
    raise LocalFailure(
        f"{address} is not served after {PATIENCE:.0f} s: {said}; the log is {children[0].log}."
    )


def refuse_ended(children: Sequence[Child]) -> None:
    for child in children:
        if child.has_ended:
            code = child.process.returncode
            ending = f"the end of {child.log}:\n{child.last_words()}"
            raise LocalFailure(f"The {child.name} ended by itself (code {code}); {ending}")


def stop_all(children: Sequence[Child]) -> None:
    for child in children:
        child.ask_to_stop()
    for child in children:
        child.stop()


def _answer(address: str) -> int:
    """The status that `address` answers with, past any proxy; 0 when nothing answers."""
    straight = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    try:
        with straight.open(address, timeout=5) as response:
            return int(response.status)
    except urllib.error.HTTPError as error:
        return error.code
    except OSError:
        return 0
