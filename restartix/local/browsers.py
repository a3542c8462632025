"""Where the browsers are that tests drive."""

import os
import shutil

CHROMIUM = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
OTHERS = ("firefox-esr", "firefox", "WebKitWebDriver")


def find_browser() -> str:
    """Chromium's program: what CHROMIUM names, else one of its usual names; empty when there is none."""
    candidates = [os.environ["CHROMIUM"]] if os.environ.get("CHROMIUM") else CHROMIUM
    return next((found for name in candidates if (found := shutil.which(name))), "")


def has_other_browsers() -> bool:
    """Firefox, or WebKitGTK's driver."""
    return any(map(shutil.which, OTHERS))
