"""Where the browsers are that tests drive."""

import os
import shutil
from pathlib import Path

CHROMIUM = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
FIREFOX = ("firefox-esr", "firefox")


def find_browser() -> str:
    """Chromium's program: what CHROMIUM names, else one of its usual names; empty when there is none."""
    candidates = [os.environ["CHROMIUM"]] if os.environ.get("CHROMIUM") else CHROMIUM
    return next((found for name in candidates if (found := shutil.which(name))), "")


def find_firefox() -> str:
    """Its program; empty when there is none."""
    return next((found for name in FIREFOX if (found := shutil.which(name))), "")


def find_webkit() -> str:
    """WebKitGTK's small browser; empty when it, its driver or a screen for it to draw on is missing."""
    if not (shutil.which("WebKitWebDriver") and shutil.which("Xvfb")):
        return ""
    return max(map(str, Path("/usr/lib").glob("*/webkit2gtk-4*/MiniBrowser")), default="")


def has_other_browsers() -> bool:
    return bool(find_firefox() or find_webkit())
