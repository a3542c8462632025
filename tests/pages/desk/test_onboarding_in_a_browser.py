"""The desk in a real browser, with the real worker: nothing on its pages is reloaded to see how far things are."""

import re

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser
DESK = {"width": 1280, "height": 900}


def test_the_steps_turn_done_without_a_reload(admin, booking, worker, browse):
    page = browse(admin, "dashboard/", viewport=DESK)
    page.get_by_role("link", name=booking.patient_person.name).first.click()
    page.evaluate("window.stayed = null")

    page.get_by_role("button", name="Accept the booking").click()

    expect(page.locator(".page-header .status")).to_contain_text("Upcoming")
    page.evaluate("window.stayed = true")
    for key in range(4):
        expect(page.locator(".step").nth(key)).to_have_attribute("data-state", "done")
    expect(page.locator("#steps")).not_to_have_attribute("hx-get", re.compile("."))
    assert page.evaluate("window.stayed")
