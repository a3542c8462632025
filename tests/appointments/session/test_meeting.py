"""Specialist and patient meet in the built-in room: two real browsers, each seeing the other's picture."""

import os
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
PICTURES = os.environ.get("SCREENSHOTS")


@pytest.fixture
def at_the_desk(browse, specialist, cast):
    page = browse(specialist, f"appointments/{cast.soon.pk}/session/")
    page.get_by_role("button", name="Open the session").click()
    return page


@pytest.fixture
def at_home(browse, by_link, cast):
    return browse(by_link, f"visits/{cast.soon.pk}/session/", viewport={"width": 390, "height": 844})


def sees_the_other(page):
    expect(page.locator("[data-call=connected]")).to_be_visible(timeout=20_000)
    assert page.evaluate(FRAMES)


def keep_picture(page, name):
    if PICTURES:
        page.screenshot(path=Path(PICTURES) / f"{name}.png", full_page=True)


def test_both_see_and_hear_each_other(at_home, at_the_desk):
    sees_the_other(at_the_desk)
    sees_the_other(at_home)
    keep_picture(at_the_desk, "session-1280")
    keep_picture(at_home, "visit-session-390")


def test_after_a_reload_the_call_goes_on(at_home, at_the_desk):
    sees_the_other(at_the_desk)

    at_home.reload()

    sees_the_other(at_home)
    sees_the_other(at_the_desk)


def test_the_patient_waits_until_the_specialist_is_there(at_home, cast):
    expect(at_home.get_by_text(f"Waiting for {cast.ioana.display_name}").first).to_be_visible()
    keep_picture(at_home, "waiting-390")


def test_when_the_picture_does_not_come_the_patient_reads_whom_to_call(at_home, specialist, cast):
    browser, call = specialist.client(), specialist.at(f"appointments/{cast.soon.pk}/call/")
    browser.post(call)  # somebody whose browser never answers
    connections.close_all()

    expect(at_home.locator("[data-call=failed]")).to_be_visible(timeout=30_000)
    expect(at_home.locator(f"[data-call] a[href='tel:{cast.aurora.organisation.phone}']")).to_be_visible()
    keep_picture(at_home, "failed-390")


def test_muting_and_hiding_are_said_and_undone(at_home):
    mute = at_home.get_by_role("button", name="Mute")
    mute.click()
    expect(mute).to_have_attribute("aria-pressed", "true")
    expect(at_home.locator("[data-call-muted]")).to_be_visible()
    mute.click()
    expect(at_home.locator("[data-call-muted]")).to_be_hidden()
