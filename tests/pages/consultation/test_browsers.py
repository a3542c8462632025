"""The call in browsers that can less, or say no: each is stood in for by Chromium without that part."""

import pytest
from playwright.sync_api import expect

from tests.pages.consultation.test_meeting import admit, keep_picture, sees_the_other

pytestmark = pytest.mark.browser

PHONE = {"viewport": {"width": 390, "height": 844}}
NO_WEBRTC = "delete window.RTCPeerConnection; delete window.webkitRTCPeerConnection;"
TOO_OLD = "delete Array.prototype.findLast;"
NO_OUTPUT = """
AudioContext.prototype.resume = () => new Promise(() => {});
Object.defineProperty(AudioContext.prototype, "state", { get: () => "suspended" });
"""
NO_SOUND_UNASKED = """
window.pressed = false;
addEventListener("click", (event) => { if (event.target.closest?.("[data-call-sound]")) window.pressed = true; }, true);
const play = HTMLMediaElement.prototype.play;
HTMLMediaElement.prototype.play = function () {
  if (this.muted || window.pressed) return play.call(this);
  this.pause();
  return Promise.reject(new DOMException("no sound before a press", "NotAllowedError"));
};
"""
FACEBOOK = (
    "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 [FBAN/FBIOS;FBAV/470.0]"
)


@pytest.fixture
def open_at_home(browse, by_link, cast):
    """A page of the patient's in a browser that this script made less able."""

    def open_page(path, script="", **context):
        page = browse(by_link, f"visits/{cast.soon.pk}/", **PHONE, **context)
        page.add_init_script(script)
        page.goto(page.url.rstrip("/") + f"/{path}")
        return page

    return open_page


@pytest.fixture
def open_session(browse, specialist, cast):
    def open_page(script=""):
        page = browse(specialist, f"appointments/{cast.soon.pk}/session/")
        page.add_init_script(script)
        page.reload()
        return page

    return open_page


def test_without_webrtc_one_reads_it_before_the_door_and_nobody_waits(open_at_home, open_session, cast):
    at_home = open_at_home("session/", NO_WEBRTC)
    expect(at_home.get_by_text("This browser can’t make video calls").first).to_be_visible()
    expect(
        at_home.locator(f"[data-call] a[href='tel:{dialled(cast.aurora.organisation.phone)}']")
    ).to_be_visible()
    keep_picture(at_home, "unable-390")

    page = open_session(NO_WEBRTC)
    expect(page.get_by_text("This browser can’t make video calls").first).to_be_visible()
    page.get_by_role("button", name="Open the session").click()
    expect(page.locator("[data-call=failed]")).to_be_visible()
    expect(page.locator("[data-door]")).to_be_hidden()


def dialled(phone):
    return phone.replace(" ", "")


def test_an_old_browser_reads_what_is_needed(open_at_home):
    for path in ("session/", "device/"):
        page = open_at_home(path, TOO_OLD)
        expect(page.get_by_text("Safari 15.4, Firefox 104, Chrome or Edge 97")).to_be_visible()


def test_inside_another_app_one_reads_where_to_go(open_at_home):
    page = open_at_home("device/", user_agent=FACEBOOK)

    expect(page.get_by_text("This page is open inside another app")).to_be_visible()
    keep_picture(page, "inside-390")


def test_blocked_sound_leaves_the_picture_and_is_turned_on_by_a_press(open_at_home, open_session):
    at_home = open_at_home("session/", NO_SOUND_UNASKED)
    page = open_session()
    page.get_by_role("button", name="Open the session").click()
    admit(page)
    expect(at_home.locator("[data-call-head]")).to_have_text("Connected, the sound is off")
    at_home.wait_for_function("() => document.querySelector('.tile-main video').currentTime > 0.3")
    assert at_home.evaluate("document.querySelector('.tile-main video').muted")
    keep_picture(at_home, "silent-390")

    at_home.get_by_role("button", name="Turn the sound on").click()

    expect(at_home.locator("[data-call-head]")).to_have_text("Connected")
    assert not at_home.evaluate("document.querySelector('.tile-main video').muted")
    sees_the_other(at_home)


def test_the_call_fills_the_screen_swaps_its_pictures_and_changes_devices(open_at_home, open_session):
    at_home, page = open_at_home("session/"), open_session()
    page.get_by_role("button", name="Open the session").click()
    admit(page)
    sees_the_other(page)

    page.get_by_role("button", name="Full screen").click()
    expect(page.locator(".call-full")).to_be_visible()
    assert page.locator(".tile-main").bounding_box()["width"] > 1000
    keep_picture(page, "full-1280")
    page.get_by_role("button", name="Swap the pictures").click()
    assert page.locator(".tile-self").bounding_box()["width"] > 1000
    keep_picture(page, "swapped-1280")
    page.get_by_role("button", name="Swap the pictures").click()
    page.get_by_role("button", name="Full screen").click()
    expect(page.locator(".call-full")).to_have_count(0)

    change_microphone(page)
    sees_the_other(at_home)
    keep_picture(page, "devices-1280")


def change_microphone(page):
    page.get_by_role("button", name="Camera, microphone and speaker").click()
    microphones = page.get_by_label("Microphone", exact=True)
    expect(microphones).to_be_visible()
    other = microphones.locator("option").nth(1)
    microphones.select_option(label=other.inner_text())
    name = other.get_attribute("value")
    page.wait_for_function(
        "name => document.querySelector('.tile-self video').srcObject.getAudioTracks()[0]"
        ".getSettings().deviceId === name",
        arg=name,
    )


def test_a_track_that_the_device_mutes_shows_as_off(open_at_home, open_session):
    at_home, page = open_at_home("session/"), open_session()
    page.get_by_role("button", name="Open the session").click()
    admit(page)
    sees_the_other(page)

    silence = """() => {
      const track = document.querySelector(".tile-self video").srcObject.getAudioTracks()[0];
      Object.defineProperty(track, "muted", { value: true });
      track.dispatchEvent(new Event("mute"));
    }"""
    at_home.evaluate(silence)

    expect(page.locator(".tile-main [data-call-muted]")).to_be_visible()
    expect(at_home.get_by_text("Your device has switched the microphone or the camera off")).to_be_visible()
    expect(at_home.get_by_role("button", name="Mute")).to_have_attribute("aria-pressed", "true")


def test_without_sound_output_the_device_test_ends_and_says_so(open_at_home):
    page = open_at_home("device/", NO_OUTPUT)
    page.get_by_role("button", name="Start the test").click()

    expect(page.locator("[data-part=speaker]")).to_contain_text("plays no sound")
    expect(page.locator("[data-part=microphone]")).to_contain_text("can’t measure how loud")
    expect(page.locator("[data-part=camera][data-state=ok]")).to_be_visible()
    expect(page.get_by_text("The clinic sees this result")).to_be_visible()
    keep_picture(page, "unmeasured-390")
