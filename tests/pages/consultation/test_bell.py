"""The host's page rings when somebody waits, and whoever looks elsewhere gets the browser's own notification."""

import pytest
from django.db import connections
from django.utils import timezone
from playwright.sync_api import expect

from videocall.models import GONE_AFTER, Participant

pytestmark = pytest.mark.browser

# Counts what would be heard and seen: a ring is two tones. `away` stands for another tab in front of this one.
LISTENING = """
Object.assign(window, { tones: 0, notes: [], away: false });
const start = OscillatorNode.prototype.start;
OscillatorNode.prototype.start = function (...when) {
  window.tones += 1;
  return start.apply(this, when);
};
window.Notification = class {
  static permission = "granted";
  constructor(words, options) {
    window.notes.push({ words, ...options, isShown: true });
    this.at = window.notes.length - 1;
  }
  close() {
    window.notes[this.at].isShown = false;
  }
};
Object.defineProperty(document, "hidden", { get: () => window.away });
"""
# A browser that lets a page sound only once it was pressed.
HELD_BACK = """
Object.assign(window, { tones: 0, isPressed: false });
addEventListener("click", () => (window.isPressed = true), true);
const nothing = () => {};
window.AudioContext = class extends EventTarget {
  state = "suspended";
  createGain = () => ({ connect: nothing, gain: { setValueAtTime: nothing, exponentialRampToValueAtTime: nothing } });
  createOscillator = () => ({ frequency: {}, connect: nothing, start: () => (window.tones += 1), stop: nothing });
  async resume() {
    if (!window.isPressed) return new Promise(nothing);
    this.state = "running";
    return this.dispatchEvent(new Event("statechange"));
  }
};
"""


class Guest:
    """A patient's browser that only waits, without a page: it asks to come in, and once in a while whether it may."""

    def __init__(self, seat, visit):
        self.client = seat.client()
        call = seat.at(f"visits/{visit.pk}/call/")
        self.at = f"{call}{self.client.post(call).json()['seat']}/"
        self.key = self.at.rsplit("/", 2)[1]
        connections.close_all()

    def ask(self):
        self.client.post(self.at)
        connections.close_all()

    def leave(self):
        self.client.post(f"{self.at}departure/")
        connections.close_all()


@pytest.fixture
def guest(by_link, cast):
    return lambda: Guest(by_link, cast.soon)


@pytest.fixture
def open_session(browse, specialist, cast):
    """The host's page, in a browser that this script made another."""

    def open_page(script):
        page = browse(specialist, f"appointments/{cast.soon.pk}/session/")
        page.add_init_script(script)
        page.get_by_role("button", name="Open the session").click()
        page.wait_for_function("() => window.tones === 0")
        return page

    return open_page


def rings(page):
    return page.evaluate("window.tones / 2")


def somebody_waits(page, many=1):
    expect(page.locator("[data-door] li")).to_have_count(many)


def nobody_waits(page):
    expect(page.locator("[data-door]")).to_be_hidden()


def test_it_rings_once_for_each_guest(open_session, guest):
    page = open_session(LISTENING)
    first = guest()
    somebody_waits(page)
    assert rings(page) == 1
    page.wait_for_timeout(5_000)  # asked twice more, and the same one still waits
    assert rings(page) == 1
    guest()
    somebody_waits(page, many=2)
    assert rings(page) == 2

    first.leave()
    somebody_waits(page)
    page.get_by_role("button", name="Let in").click()
    nobody_waits(page)
    page.wait_for_timeout(5_000)
    assert rings(page) == 2
    assert page.evaluate("window.notes") == [], "the page is looked at"


def test_it_does_not_ring_again_for_a_guest_who_fell_silent_for_a_while(open_session, guest, admin):
    """As a phone's browser does whose page is in the background."""
    page = open_session(LISTENING)
    one = guest()
    somebody_waits(page)
    with admin.scope():
        Participant.objects.filter(pk=one.key).update(seen_at=timezone.now() - 2 * GONE_AFTER)
    connections.close_all()
    nobody_waits(page)

    one.ask()

    somebody_waits(page)
    assert rings(page) == 1


def test_who_looks_elsewhere_is_notified_until_nobody_waits(open_session, guest, cast):
    page = open_session(LISTENING)
    page.evaluate("window.away = true")
    guest()
    somebody_waits(page)
    page.wait_for_timeout(5_000)

    (note,) = page.evaluate("window.notes")
    assert note["words"] == "Somebody is in the waiting room."
    assert cast.elena.name.split()[0] not in str(note), "it may stand on a locked screen"
    assert note["isShown"]
    assert rings(page) == 1

    page.get_by_role("button", name="Let in").click()
    nobody_waits(page)
    assert not page.evaluate("window.notes[0].isShown")


def test_what_the_browser_held_back_sounds_once_and_only_while_somebody_waits(open_session, guest):
    page = open_session(HELD_BACK)
    gone = guest()
    somebody_waits(page)
    gone.leave()
    nobody_waits(page)
    page.get_by_role("heading", level=1).click()
    assert rings(page) == 0, "nobody waits any more"

    page.reload()
    for many in (1, 2):
        guest()
        somebody_waits(page, many)
    assert rings(page) == 0
    page.get_by_role("heading", level=1).click()
    assert rings(page) == 1
