"""What is looked for on a page. Each page is seen in one width, theme and language, another one each day, and
measured in every width; with EVERY_LOOK=1 (`bin/test --all`) in every one. SCREENSHOTS names a folder for pictures."""

import os
from datetime import UTC, datetime
from itertools import count, product

from axe_playwright_python.sync_playwright import Axe

from tests.browsers import PATIENCE, cookies_of, listen

WIDTHS = (390, 1280)
LOOKS = list(product(WIDTHS, ("light", "dark"), ("en", "ro")))
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
OPTIONS = {"runOnly": {"type": "tag", "values": TAGS}, "resultTypes": ["violations"]}
PICTURES = os.environ.get("SCREENSHOTS")


class Eye:
    """Opens pages and finds their faults. One browser; each person looks at all of theirs in one window."""

    def __init__(self, browser, site):
        self.browser, self.site = browser, site
        self.windows = {}
        self.said = []
        self.turn = count(datetime.now(UTC).date().toordinal())  # utc day: any will do

    def faults(self, seat, path):
        """In one look or in all: what is wrong with the page, in words."""
        looks = LOOKS if os.environ.get("EVERY_LOOK") else [LOOKS[next(self.turn) % len(LOOKS)]]
        for look in looks:
            for fault in self._faults_in(look, seat, path):
                yield f"{path} {' '.join(map(str, look))}: {fault}"

    def _faults_in(self, look, seat, path):
        page = self._window(look, seat)
        answer = page.goto(self.site + seat.at(path))
        if answer.status != 200 or answer.request.redirected_from:
            self.said.append(f"answered {answer.status} at {answer.url}")
        if PICTURES:
            self._picture(page, look, path)
        found = [*faults_of(page), *self.said]
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 900})
            found += too_wide(page)
        self.said.clear()
        return found

    def _window(self, look, seat):
        width, theme, language = look
        if seat not in self.windows:
            there = self.browser.new_context(permissions=["camera", "microphone"])
            there.set_default_timeout(PATIENCE)
            there.add_cookies(cookies_of(seat, self.site))
            self.windows[seat] = there.new_page()
            listen(self.windows[seat], self.said)
        page = self.windows[seat]
        page.context.set_extra_http_headers({"Accept-Language": language})
        page.set_viewport_size({"width": width, "height": 900})
        page.emulate_media(color_scheme=theme)
        return page

    def _picture(self, page, look, path):
        name = "-".join(map(str, (path.strip("/").replace("/", "_") or "front", *look)))
        page.screenshot(path=os.path.join(PICTURES, f"{name}.png"), full_page=True, caret="initial")


def faults_of(page):
    """What axe finds, and what stands out of the screen."""
    return [*violations(page), *too_wide(page)]


def violations(page):
    for violation in Axe().run(page, options=OPTIONS).response["violations"]:
        yield f"{violation['id']}: {violation['nodes'][0]['html'][:160]}"


def too_wide(page):
    over, width = page.evaluate(
        "[document.documentElement.scrollWidth - window.innerWidth, window.innerWidth]"
    )
    if over > 0:
        yield f"{over} pixels too wide for {width}"
