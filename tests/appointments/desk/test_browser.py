"""The desk in a real browser, with the real worker: nothing on its pages is reloaded to see how far things are."""

import re

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from appointments.models import Status

pytestmark = pytest.mark.browser
DESK, PHONE = {"width": 1280, "height": 900}, {"width": 390, "height": 844}


def test_the_steps_turn_done_without_a_reload(admin, booking, browse):
    page = browse(admin, "dashboard/", viewport=DESK)
    page.get_by_role("link", name=booking.patient_person.name).first.click()
    page.evaluate("window.stayed = null")

    page.get_by_role("button", name="Onboard").click()

    expect(page.locator(".page-header .status")).to_contain_text("Upcoming")
    page.evaluate("window.stayed = true")
    for key in range(4):
        expect(page.locator(".step").nth(key)).to_have_attribute("data-state", "done", timeout=20_000)
    expect(page.locator("#steps")).not_to_have_attribute("hx-get", re.compile("."))
    assert page.evaluate("window.stayed")


@pytest.mark.parametrize("viewport", [DESK, PHONE], ids=["desk", "phone"])
def test_pages_never_scroll_sideways(admin, cast, browse, viewport):
    running = cast.visit(Status.INPROGRESS)
    today = timezone.now().date()
    for path in (
        "dashboard/",
        f"appointments/{running.pk}/",
        "calendar/",
        f"calendar/?day={today}",
        "alerts/",
    ):
        page = browse(admin, path, viewport=viewport)
        assert page.evaluate("document.documentElement.scrollWidth") <= viewport["width"]
        page.context.close()
