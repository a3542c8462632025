"""Real browsers: one Chromium in each of the tests' processes, in which every person has a window of their own."""

import asyncio
from contextlib import contextmanager
from urllib.parse import urlsplit

import pytest
from django.conf import settings
from django.db import connections
from playwright.sync_api import Error, expect, sync_playwright

from restartix.core.web.middleware import VISIT_COOKIE
from restartix.tools.local.browsers import find_browser

# The last list counts, so Playwright's own is in it. The address bar's pages cost more than those looked at.
LEFT_OUT = (
    *(
        "AvoidUnnecessaryBeforeUnloadCheckSync",
        "DestroyProfileOnBrowserClose",
        "HttpsUpgrades",
        "LensOverlay",
    ),
    *("HttpsFirstBalancedModeAutoEnable", "MediaRouter", "PaintHolding", "ThirdPartyStoragePartitioning"),
    *("AvoidCorsURLLoaderRestartOnRedirect", "TcpPortRandomizationWin", "OptimizationHints", "AimEnabled"),
    *("NetworkTimeServiceQuerying", "PreconnectToSearch", "WebUIOmniboxPopup", "WebUIOmniboxAimPopup"),
)
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    f"--disable-features={','.join(LEFT_OUT)}",
    "--use-fake-device-for-media-stream",
    "--use-fake-ui-for-media-stream",
    "--allow-loopback-in-peer-connection",
]


PATIENCE = 60_000
"""Milliseconds that a browser waits for what must come: a busy CI machine may stall for many seconds."""


class Playwright:
    """Chromium, and Playwright's loop, which counts as running only for a test that drives the browser.

    Django refuses its database where a loop runs, and keeps other connections there.
    """

    def __init__(self):
        self._playwright = sync_playwright().start()
        self._loop = asyncio.get_running_loop()
        self.chromium = self.launch(FLAGS)
        asyncio._set_running_loop(None)

    def launch(self, flags):
        return self._playwright.chromium.launch(executable_path=find_browser(), args=flags)

    @contextmanager
    def running(self):
        asyncio._set_running_loop(self._loop)
        try:
            yield
        finally:
            asyncio._set_running_loop(None)

    def stop(self):
        with self.running():
            self.chromium.close()
            self._playwright.stop()


@pytest.fixture(scope="session")
def playwright():
    """Patient: three browsers share two cores, and cameras, calls and Clerk's scripts take their time to begin."""
    expect.set_options(timeout=PATIENCE)
    playwright = Playwright()
    yield playwright
    playwright.stop()


@pytest.fixture
def chromium(serving, playwright, monkeypatch):
    """After `serving`, whose database work must not happen while Playwright's loop runs; a session's may."""
    monkeypatch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
    with playwright.running():
        yield playwright.chromium
        for context in playwright.chromium.contexts:
            context.close()
        connections.close_all()


@pytest.fixture
def expected_complaints():
    """What the console may say of a test's pages besides; a module that has requests refused says so of its own."""
    return ()


@pytest.fixture
def browse(chromium, serving, expected_complaints):
    """A page of this seat's own browser: `browse(seat, "visits/1/")`. Pages must not complain."""
    complaints: list[str] = []

    def open_page(seat, path, **context):
        there = chromium.new_context(permissions=["camera", "microphone"], **context)
        there.set_default_timeout(PATIENCE)
        there.add_cookies(cookies_of(seat, serving.site))
        page = there.new_page()
        listen(page, complaints)
        page.goto(serving.site + seat.at(path))
        return page

    yield open_page
    unexpected = [said for said in complaints if not any(words in said for words in expected_complaints)]
    assert not unexpected, unexpected


def add_pages(item, report):
    """Say in the report of a failed test what stood on its pages: nobody can look at them afterwards."""
    browser = item.funcargs.get("chromium")
    for context in browser.contexts if browser else ():
        for page in context.pages:
            report.sections.append((page.url, _read(page)))


def _read(page):
    try:
        return page.locator("body").inner_text(timeout=2_000)[:3_000]
    except Error as problem:  # a page that was closed, or stands still
        return str(problem)


def listen(page, complaints):
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("console", lambda said: is_complaint(said) and complaints.append(said.text))


def is_complaint(said):
    """An error in the console, but for a form that was refused (409, 422) and a network that a test has cut."""
    expected = ("status of 409", "status of 422", "ERR_INTERNET_DISCONNECTED")
    return said.type == "error" and not any(words in said.text for words in expected)


def cookies_of(seat, site):
    """Made on a connection of the loop's own, which nobody else would close."""
    kept = seat.client().cookies
    connections.close_all()
    names = [name for name in (settings.SESSION_COOKIE_NAME, VISIT_COOKIE) if name in kept]
    host = urlsplit(site).hostname
    return [{"name": name, "value": kept[name].value, "domain": host, "path": "/"} for name in names]
