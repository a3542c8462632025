"""B5 in a browser: the staff's other tabs leave their pages, going back shows nothing, and each page looks right."""

import pytest
from playwright.sync_api import expect

from tests.look.looking import WIDTHS, faults_of, too_wide

pytestmark = pytest.mark.browser


@pytest.fixture
def expected_complaints():
    return ("status of 410",)


def looks_right(page):
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        assert [*faults_of(page), *too_wide(page)] == []


def test_from_sign_here_to_the_locked_session(browse, specialist, cast):
    page = browse(specialist, f"appointments/{cast.soon.pk}/")
    other = page.context.new_page()
    other.goto(page.url.split("appointments/")[0] + "calendar/")
    expect(other.get_by_role("heading", level=1)).to_be_visible()

    page.get_by_role("button", name="Sign on another device").click()
    expect(page.get_by_role("img", name="QR code")).to_be_visible()
    looks_right(page)
    page.get_by_role("button", name="End it now").click()

    page.get_by_role("button", name="Let the patient sign on this device").click()
    expect(page.get_by_role("heading", name="Forms for your visit")).to_be_visible()
    expect(page.locator("[data-paper-form]").first).to_be_visible()
    expect(page.get_by_role("navigation")).to_have_count(0)
    looks_right(page)
    expect(other.get_by_role("heading", name="This session is locked")).to_be_visible()
    looks_right(other)

    page.go_back()
    expect(page.get_by_role("heading", name="This session is locked")).to_be_visible()
    page.go_forward()
    page.get_by_role("button", name="Finish").click()
    expect(page.get_by_text("Please give this device back.")).to_be_visible()
    looks_right(page)
