"""The two ways in which a test speaks to a browser that isn't Chromium: both carry the commands of W3C WebDriver."""

import contextlib
import json
import os
import shutil
import socket
import subprocess
import tempfile
import time
from pathlib import Path

import requests

from restartix.tools.local.browsers import find_firefox, find_webkit
from tests.live import free_port

PATIENCE = 60
PREFERENCES = {
    "datareporting.policy.dataSubmissionEnabled": False,
    "app.update.disabledForTesting": True,
    "browser.shell.checkDefaultBrowser": False,
    "media.navigator.streams.fake": True,
    "media.navigator.permission.disabled": True,
    "media.peerconnection.ice.loopback": True,
    "media.peerconnection.ice.obfuscate_host_addresses": False,
    "media.autoplay.default": 0,
}


class BrowserError(Exception):
    """What the browser answers when it can't: `kind` is WebDriver's own word for it."""

    def __init__(self, kind, message):
        super().__init__(f"{kind}: {message}")
        self.kind = kind


class Marionette:
    """Firefox, over the protocol of its own: `length:[0, id, command, parameters]` on a socket."""

    def __init__(self, **preferences):
        self.port, self.folder, self.asked = free_port(), tempfile.mkdtemp(prefix="firefox-"), 0
        told = PREFERENCES | {"marionette.port": self.port} | preferences
        lines = [f"user_pref({json.dumps(name)}, {json.dumps(value)});" for name, value in told.items()]
        Path(self.folder, "user.js").write_text("\n".join(lines))
        command = [find_firefox(), "--headless", "--marionette", "--profile", self.folder, "--no-remote"]
        self.process = subprocess.Popen(
            command,
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
            env=_without_preload(), start_new_session=True,
        )  # fmt: skip
        self.socket = connected(self.port, self.process)
        self.stream = self.socket.makefile("rb")
        self._read()
        self.ask("NewSession", capabilities={})

    def ask(self, command, **parameters):
        self.asked += 1
        name = command if ":" in command else f"WebDriver:{command}"
        message = json.dumps([0, self.asked, name, parameters]).encode()
        self.socket.sendall(b"%d:%s" % (len(message), message))
        _kind, _id, error, result = self._read()
        if error:
            raise BrowserError(error["error"], error["message"])
        return result["value"] if isinstance(result, dict) and set(result) == {"value"} else result

    def _read(self):
        length = b""
        while (byte := self.stream.read(1)) != b":":
            if not byte:
                raise BrowserError("gone", "Firefox has closed the connection")
            length += byte
        return json.loads(self.stream.read(int(length)))

    def stop(self):
        try:
            self.ask("Marionette:Quit", flags=["eForceQuit"])
        except (BrowserError, OSError):
            self.process.terminate()
        self.socket.close()
        _end(self.process)
        shutil.rmtree(self.folder, ignore_errors=True)


class WebKit:
    """WebKitGTK, the engine of Safari without its WebRTC: WebDriver over HTTP, on a screen of its own."""

    # Each command's method and path; {id} is an element's.
    PATHS = {
        "Navigate": ("POST", "/url"),
        "GetCurrentURL": ("GET", "/url"),
        "Back": ("POST", "/back"),
        "ExecuteScript": ("POST", "/execute/sync"),
        "ElementClick": ("POST", "/element/{id}/click"),
        "ElementSendKeys": ("POST", "/element/{id}/value"),
        "PerformActions": ("POST", "/actions"),
        "ReleaseActions": ("DELETE", "/actions"),
        "TakeScreenshot": ("GET", "/screenshot"),
        "AddCookie": ("POST", "/cookie"),
        "DeleteAllCookies": ("DELETE", "/cookie"),
        "SetWindowRect": ("POST", "/window/rect"),
    }

    def __init__(self):
        self.screen, display = _screen()
        environ = (
            _without_preload()
            | {
                "DISPLAY": display,
                "LIBGL_ALWAYS_SOFTWARE": "1",
                "WEBKIT_DISABLE_COMPOSITING_MODE": "1",  # drawn without a graphics card, else its pictures are black
                "WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS": "1" if os.getuid() == 0 else "0",
            }
        )
        port = free_port()
        self.process = subprocess.Popen(
            ["WebKitWebDriver", f"--port={port}"],
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=environ, start_new_session=True,
        )  # fmt: skip
        connected(port, self.process).close()
        self.address = f"http://127.0.0.1:{port}/session"
        options = {"binary": find_webkit(), "args": ["--automation"]}
        wanted = {"alwaysMatch": {"webkitgtk:browserOptions": options}}
        began = self._answer("POST", self.address, {"capabilities": wanted})
        self.address += f"/{began['sessionId']}"

    def ask(self, command, **parameters):
        method, path = self.PATHS[command]
        return self._answer(method, self.address + path.format(id=parameters.pop("id", "")), parameters)

    def _answer(self, method, address, parameters):
        given = {} if method == "GET" else {"json": parameters}
        value = requests.request(method, address, timeout=PATIENCE, **given).json()["value"]
        if isinstance(value, dict) and "error" in value:
            raise BrowserError(value["error"], value["message"])
        return value

    def stop(self):
        with contextlib.suppress(requests.RequestException):
            requests.delete(self.address, timeout=10)
        for process in (self.process, self.screen):
            process.terminate()
            _end(process)


def connected(port, process):
    """A connection to what has just been started."""
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline and process.poll() is None:
        try:
            link = socket.create_connection(("127.0.0.1", port), timeout=PATIENCE)
        except OSError:
            time.sleep(0.1)
        else:
            link.settimeout(PATIENCE)
            return link
    raise BrowserError("not started", f"nothing answers at {port}, exit {process.poll()}")


def _screen():
    """A screen of nobody's, and its name: Xvfb chooses a free number and says it."""
    reading, writing = os.pipe()
    command = ["Xvfb", "-displayfd", str(writing), "-screen", "0", "1280x1024x24", "-nolisten", "tcp"]
    screen = subprocess.Popen(
        command, pass_fds=[writing], stderr=subprocess.DEVNULL, env=_without_preload(), start_new_session=True
    )
    os.close(writing)
    with os.fdopen(reading) as said:
        number = said.readline().strip()
    if not number:
        raise BrowserError("not started", "Xvfb found no screen")
    return screen, f":{number}"


def _without_preload():
    """The clock of `bin/test --at` is not these browsers': they read other clocks than the one that is moved."""
    return {name: value for name, value in os.environ.items() if name != "LD_PRELOAD"}


def _end(process):
    try:
        process.wait(15)
    except subprocess.TimeoutExpired:
        process.kill()
