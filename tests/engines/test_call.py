"""The call and the test before it, in Firefox and in Safari's engine, which has no WebRTC here."""

import pytest

pytestmark = [pytest.mark.browser, pytest.mark.engines, pytest.mark.dates]

PHONE = (390, 844)


def test_without_webrtc_a_patient_reads_it_before_the_door(webkit, opened, by_link, cast, picture):
    opened(webkit, by_link, f"visits/{cast.soon.pk}/session/", PHONE)
    webkit.reads("This browser can’t make video calls")
    picture(webkit, "unable")
    opened(webkit, by_link, f"visits/{cast.soon.pk}/device/", PHONE)
    webkit.reads("This browser can’t make video calls")


def test_the_device_test_ends_in_each_browser(engine, opened, by_link, cast, picture):
    opened(engine, by_link, f"visits/{cast.soon.pk}/device/", PHONE)
    engine.press("Start the test")
    engine.reads("The clinic sees this result", 60)
    picture(engine, "device")


FRAMES = """
const video = document.querySelector(".tile-main video");
return Boolean(video?.videoWidth) && video.currentTime > 0;
"""


def test_firefox_and_chromium_see_each_other(firefox, opened, browse, by_link, specialist, cast, picture):
    opened(firefox, by_link, f"visits/{cast.soon.pk}/session/", PHONE)
    desk = browse(specialist, f"appointments/{cast.soon.pk}/session/")
    desk.get_by_role("button", name="Open the session").click()
    desk.get_by_role("button", name="Let in").click(timeout=60_000)

    firefox.has("[data-call=connected]", 60)
    firefox.until(lambda: firefox.run(FRAMES), "a moving picture from Chromium", 60)
    desk.wait_for_function(f"() => {{ {FRAMES} }}", timeout=60_000)
    picture(firefox, "call")
