"""Specialist and patient meet in the built-in room: two real browsers, each seeing the other's picture."""

import os
import re
from pathlib import Path

import pytest
from django.db import connections
from playwright.sync_api import expect

pytestmark = pytest.mark.browser

FRAMES = """async () => {
  const video = document.querySelector(".tile-main video");
  const before = video.currentTime;
  await new Promise((done) => setTimeout(done, 700));
  return video.videoWidth > 0 && video.currentTime > before && video.getVideoPlaybackQuality().totalVideoFrames > 3
    && video.srcObject.getAudioTracks().some((track) => !track.muted);
}"""
REFUSED = """
window.refuses = true;
const given = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices);
navigator.mediaDevices.getUserMedia = (wanted) =>
  window.refuses ? Promise.reject(new DOMException("refused", "NotAllowedError")) : given(wanted);
"""
PICTURES = os.environ.get("SCREENSHOTS")


def admit(page):
    page.get_by_role("button", name="Let in").click()


def sees_the_other(page):
    expect(page.locator("[data-call=connected]")).to_be_visible()
    tries = (page.evaluate(FRAMES) for _ in range(20))  # of 0.7 s each: pictures come late on a busy machine
    assert any(tries)


def keep_picture(page, name):
    if PICTURES:
        page.screenshot(path=Path(PICTURES) / f"{name}.png", full_page=True)


def test_a_visit_from_the_waiting_room_to_leaving(at_home, at_the_desk, cast):
    net = Net(at_home)
    expect(at_home.get_by_text("is here and knows that you are waiting")).to_be_visible()
    expect(at_home.locator("[data-call-head]")).to_have_text("Waiting room")
    expect(at_the_desk.locator("[data-door]")).to_contain_text(cast.elena.name)
    keep_picture(at_home, "waiting-room-390")
    keep_picture(at_the_desk, "door-1280")
    admit(at_the_desk)
    sees_the_other(at_the_desk)
    sees_the_other(at_home)
    expect(at_the_desk.locator("[data-door]")).to_be_hidden()

    chat(at_the_desk, at_home)
    mute_and_hide(at_the_desk, at_home)
    share_the_screen(at_the_desk, at_home)
    keep_picture(at_the_desk, "session-1280")
    keep_picture(at_home, "visit-session-390")
    lose_the_connection(net, at_home, at_the_desk)

    at_home.reload()
    sees_the_other(at_home)
    sees_the_other(at_the_desk)

    at_home.get_by_role("link", name="Leave").click()
    expect(at_home).to_have_url(re.compile(rf"/visits/{cast.soon.pk}/$"))
    expect(at_the_desk.locator("[data-call=waiting]")).to_be_visible()


def chat(at_the_desk, at_home):
    at_the_desk.get_by_role("button", name="Chat").click()
    at_the_desk.get_by_label("Message", exact=True).fill("Can you <b>hear</b> me?")
    at_the_desk.get_by_role("button", name="Send").click()
    expect(at_home.locator("[data-chat-count]")).to_have_text("1")
    at_home.get_by_role("button", name="Chat").click()
    expect(at_home.get_by_role("log")).to_contain_text("Can you <b>hear</b> me?")
    at_home.get_by_label("Message", exact=True).fill("Yes, well.")
    at_home.get_by_label("Message", exact=True).press("Enter")
    expect(at_the_desk.get_by_role("log")).to_contain_text("Yes, well.")


def mute_and_hide(at_the_desk, at_home):
    at_home.get_by_role("button", name="Mute").click()
    expect(at_the_desk.locator(".tile-main [data-call-muted]")).to_be_visible()
    at_home.get_by_role("button", name="Mute").click()
    expect(at_the_desk.locator(".tile-main [data-call-muted]")).to_be_hidden()
    at_home.get_by_role("button", name="Turn the camera off").click()
    expect(at_the_desk.locator(".tile-main[data-live]")).to_have_count(0)
    at_home.get_by_role("button", name="Turn the camera off").click()
    expect(at_the_desk.locator(".tile-main[data-live]")).to_have_count(1)


def share_the_screen(at_the_desk, at_home):
    share = at_the_desk.get_by_role("button", name="Share")
    share.click()
    expect(share).to_have_attribute("aria-pressed", "true")
    expect(at_home.locator(".tile-main.tile-screen")).to_be_visible()
    sees_the_other(at_home)
    share.click()
    expect(share).to_have_attribute("aria-pressed", "false")
    expect(at_home.locator(".tile-main.tile-screen")).to_have_count(0)
    sees_the_other(at_home)


class Net:
    """A page's network, which can be cut: neither our server nor the other browser is reached then."""

    STEADY = {"offline": False, "latency": 1, "downloadThroughput": -1, "uploadThroughput": -1}

    def __init__(self, page):
        """Before the call begins: Chromium cuts only the links that were made under its eyes."""
        self.session = page.context.new_cdp_session(page)
        self.session.send("Network.enable")
        self.set()

    def set(self, **conditions):
        self.session.send("Network.emulateNetworkConditions", self.STEADY | conditions)


def lose_the_connection(net, at_home, at_the_desk):
    net.set(offline=True)
    expect(at_the_desk.get_by_text("interrupted").first).to_be_visible()
    expect(at_home.locator("[data-call=connected]")).to_have_count(0)
    keep_picture(at_the_desk, "interrupted-1280")
    net.set()
    sees_the_other(at_the_desk)
    sees_the_other(at_home)


def test_the_patient_waits_until_the_specialist_is_there(at_home, cast):
    expect(at_home.get_by_text(f"Waiting for {cast.ioana.display_name}").first).to_be_visible()
    expect(at_home.get_by_text("Until then, nobody can see or hear you")).to_be_visible()
    keep_picture(at_home, "waiting-390")


def test_when_the_picture_does_not_come_the_patient_reads_whom_to_call(at_home, specialist, cast):
    browser, call = specialist.client(), specialist.at(f"appointments/{cast.soon.pk}/call/")
    seat = f"{call}{browser.post(call).json()['seat']}/"  # of somebody whose browser never answers
    expect(at_home.get_by_text("knows that you are waiting")).to_be_visible()
    (guest,) = browser.post(seat).json()["at_the_door"]
    browser.post(f"{seat}admission/", {"guest": guest["id"]})
    connections.close_all()

    expect(at_home.locator("[data-call=failed]")).to_be_visible()
    dialled = cast.aurora.organisation.phone.replace(" ", "")
    expect(at_home.locator(f"[data-call] a[href='tel:{dialled}']")).to_be_visible()
    keep_picture(at_home, "failed-390")


def test_muting_and_hiding_are_said_and_undone(at_home):
    mute = at_home.get_by_role("button", name="Mute")
    mute.click()
    expect(mute).to_have_attribute("aria-pressed", "true")
    expect(at_home.locator(".tile-self [data-call-muted]")).to_be_visible()
    mute.click()
    expect(at_home.locator(".tile-self [data-call-muted]")).to_be_hidden()


def test_without_camera_and_microphone_one_reads_why_and_hears_the_other(browse, by_link, specialist, cast):
    at_home = browse(by_link, f"visits/{cast.soon.pk}/")
    at_home.add_init_script(REFUSED)
    at_home.get_by_role("link", name="Join the visit").click()
    expect(
        at_home.get_by_text("Your browser does not let us use the camera or the microphone")
    ).to_be_visible()
    expect(at_home.get_by_role("button", name="Mute")).to_be_disabled()
    keep_picture(at_home, "refused-1280")
    page = browse(specialist, f"appointments/{cast.soon.pk}/session/")
    page.get_by_role("button", name="Open the session").click()
    admit(page)
    sees_the_other(at_home)

    at_home.evaluate("window.refuses = false")
    at_home.get_by_role("button", name="Try again").click()
    expect(at_home.get_by_text("Your browser does not let us use")).to_be_hidden()
    sees_the_other(page)
