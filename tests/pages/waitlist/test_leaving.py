"""The waitlist's form in a browser: what was typed is there again after leaving by a link or by Back."""

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser
PHONE = {"viewport": {"width": 390, "height": 844}}


@pytest.fixture
def page(browse, visitor, cast):
    service = cast.aurora.services["first-visit"]
    page = browse(visitor, f"services/{service.pk}/", **PHONE)
    page.goto(f"{page.url}waitlist/")
    page.get_by_label("Your name").fill("Ruxandra Vasile")
    page.get_by_label("E-mail").fill("ruxandra@visitors.example")
    return page


def expect_all(page):
    expect(page.get_by_label("Your name")).to_have_value("Ruxandra Vasile")
    expect(page.get_by_label("E-mail")).to_have_value("ruxandra@visitors.example")


def wait_for_the_draft(page):
    for _moment in range(100):
        if any(cookie["name"] == "booking_draft" for cookie in page.context.cookies()):
            return
        page.wait_for_timeout(100)
    raise AssertionError("nothing was saved on leaving")


def test_by_a_link(page):
    there = page.url
    page.get_by_role("banner").get_by_role("link").first.click()
    page.wait_for_url(lambda url: url != there)
    wait_for_the_draft(page)

    page.goto(there)  # afresh: the browser restores nothing by itself

    expect_all(page)


def test_by_back(page):
    there = page.url
    page.go_back()
    page.wait_for_url(lambda url: url != there)
    wait_for_the_draft(page)

    page.goto(there)

    expect_all(page)
