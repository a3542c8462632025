"""What a person does in a browser, in the words of WebDriver: the same for Firefox and for Safari's engine."""

import base64
import time
from pathlib import Path

from tests.engines.wires import BrowserError

ELEMENT = "element-6066-11e4-a52e-4f735466cecf"
SECONDS = 20
VISIBLE = """
const seen = (element) => element.getClientRects().length > 0 && getComputedStyle(element).visibility !== "hidden";
"""
# The first that is seen: by its words (a button, link or tab), else by selector.
FIND = (
    VISIBLE
    + """
const [how, what] = arguments;
const words = (element) => (element.getAttribute("aria-label") ?? element.innerText ?? "").trim().replace(/\\s+/g, " ");
if (how === "css") return [...document.querySelectorAll(what)].find(seen) ?? null;
if (how === "label") {
  const labels = [...document.querySelectorAll("label")].filter(seen);
  const label = labels.find((each) => words(each) === what) ?? labels.find((each) => words(each).startsWith(what));
  return label ? label.control : null;
}
const pressed = [...document.querySelectorAll("button, a[href], summary, [role=tab]")].filter(seen);
return pressed.find((each) => words(each) === what) ?? pressed.find((each) => words(each).startsWith(what)) ?? null;
"""
)


class Engine:
    """One browser with one window. `name` is "firefox" or "webkit"."""

    def __init__(self, name, wire):
        self.name, self.wire = name, wire

    def stop(self):
        self.wire.stop()

    # Going about
    def visit(self, address):
        self.wire.ask("Navigate", url=address)

    def be(self, cookies, site):
        """From now on this browser belongs to whom these cookies name; to nobody without any."""
        self.visit(f"{site}/healthz")
        time.sleep(1)  # what the page before sent on leaving is answered, cookies and all
        self.wire.ask("DeleteAllCookies")
        self.run("try { localStorage.clear(); sessionStorage.clear() } catch (nothing) {}")
        for cookie in cookies:
            self.wire.ask("AddCookie", cookie=cookie)

    def resize(self, width, height):
        self.wire.ask("SetWindowRect", width=width, height=height)

    def back(self):
        self.wire.ask("Back")

    @property
    def address(self):
        return self.wire.ask("GetCurrentURL")

    # Looking
    def run(self, script, *given):
        return self.wire.ask("ExecuteScript", script=script, args=list(given))

    def text(self):
        return self.run("return document.body?.innerText ?? ''")  # a page that has only begun has no body

    def find(self, what, how="words", seconds=SECONDS):
        """The element that is seen; waits for it."""
        return self.until(lambda: self.run(FIND, how, what), f"{how} {what!r}", seconds)[ELEMENT]

    def reads(self, words, seconds=SECONDS):
        """The page says so; waits for it."""
        self.until(lambda: words in self.text(), f"the words {words!r}", seconds)

    def has(self, selector, seconds=SECONDS):
        self.until(lambda: self.run(FIND, "css", selector), selector, seconds)

    def until(self, asked, name, seconds=SECONDS):
        deadline = time.monotonic() + seconds
        while True:
            try:
                found = asked()
            except BrowserError as error:  # while a page gives way to the next
                if time.monotonic() > deadline:
                    raise
                found, name = None, f"{name} ({error.kind})"
            if found:
                return found
            if time.monotonic() > deadline:
                raise AssertionError(f"{self.name}: no {name} at {self.address}\n{self.text()[:1500]}")
            time.sleep(0.2)

    def picture(self, folder, name):
        if folder:
            shot = base64.b64decode(self.wire.ask("TakeScreenshot"))
            Path(folder, f"{self.name}-{name}.png").write_bytes(shot)

    # Doing
    def press(self, words, how="words"):
        element = self.find(words, how)
        self.run("arguments[0].scrollIntoView({ block: 'center' })", {ELEMENT: element})
        self.wire.ask("ElementClick", id=element)

    def type(self, what, text, how="label"):
        element = self.find(what, how)
        self.run("arguments[0].scrollIntoView({ block: 'center' })", {ELEMENT: element})
        self.wire.ask("ElementSendKeys", id=element, text=text)

    def attach(self, selector, path):
        found = self.run("return document.querySelector(arguments[0])", selector)
        self.wire.ask("ElementSendKeys", id=found[ELEMENT], text=str(path))

    def draw(self, points):
        """With the pen down from the first point to the last, in the window's own points."""
        (first, *rest) = points
        moves = [_move(first), {"type": "pointerDown", "button": 0}]
        moves += [_move(point) for point in rest] + [{"type": "pointerUp", "button": 0}]
        self.pointer(moves)

    def pointer(self, moves):
        source = {
            "type": "pointer",
            "id": "hand",
            "parameters": {"pointerType": "mouse"},
            "actions": moves,
        }
        self.wire.ask("PerformActions", actions=[source])
        self.wire.ask("ReleaseActions")

    def box(self, selector):
        """Left, top, width and height of what is seen, in the window's points."""
        return self.run(
            "const box = document.querySelector(arguments[0]).getBoundingClientRect();"
            "return [box.left, box.top, box.width, box.height]",
            selector,
        )


def _move(point):
    across, down = point
    return {"type": "pointerMove", "duration": 60, "x": round(across), "y": round(down), "origin": "viewport"}
