"""A clinic fresh from create_clinic, taken to its first booking on a phone by its pages alone."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from tests.cast import Seat
from tests.pages.settings.test_first_run import ADMIN, ada  # noqa: F401 - fixture

pytestmark = pytest.mark.browser
PHONE = {"width": 390, "height": 844}
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]


def look_at(page):
    """Nothing that axe finds, nothing wider than the phone."""
    options = {"runOnly": {"type": "tag", "values": TAGS}, "resultTypes": ["violations"]}
    found = Axe().run(page, options=options).response["violations"]
    assert not found, [(page.url, one["id"], one["nodes"][0]["html"]) for one in found]
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"], page.url


def go(page, name):
    page.get_by_role("link", name=name).click()
    look_at(page)


def press(page, name):
    page.get_by_role("button", name=name).click()
    look_at(page)


def fill(page, **said):
    for name, value in said.items():
        page.locator(f"[name={name}]").fill(value)


@pytest.fixture
def page(ada, browse):  # noqa: F811
    return browse(ada, "settings/start/", viewport=PHONE)


def set_up(page):
    """The four steps, each from the page of first steps and back to it."""
    look_at(page)
    go(page, "Fill in the details")
    fill(page, address="Strada Lungă 1, Brașov", phone="+40 268 555 010", privacy_notice="We keep little.")
    press(page, "Save")
    go(page, "Add a specialist")
    fill(page, name="Ada Lungu", email=ADMIN, title="Physiotherapist")
    press(page, "Invite")
    press(page, "Save the hours")
    go(page, "Add a service")
    fill(page, name="First visit", duration="45", price="150", horizon="30")
    press(page, "Save")


def book(page):
    page.get_by_role("link", name="First visit").first.click()
    look_at(page)
    page.locator("button[name=slot]").first.click()
    look_at(page)
    fill(page, name="Radu Pop", email="radu@visitors.example", phone="0721 234 567")
    page.locator("[name=privacy]").check()
    press(page, "Book this visit")


def try_hours(page):
    """Another hour on the week's form: what patients would be offered follows at once, and nothing is kept."""
    page.get_by_role("link", name="Their hours").first.click()
    before = page.locator("#preview-body").inner_text()
    assert "17:00" in before
    page.locator("[name^=closes_]").evaluate_all(
        """fields => fields.filter(field => field.value).forEach(field => {
            field.value = field.value == "18:00" ? "15:00" : field.value;
            field.dispatchEvent(new Event("change", {bubbles: true}));
        })"""
    )
    expect(page.get_by_text("not saved yet")).to_be_visible()
    expect(page.locator("#preview-body")).not_to_contain_text("17:00")
    look_at(page)
    page.reload()
    assert page.locator("#preview-body").inner_text() == before


def search_for(page, asked, found):
    """Found while it is typed, slips and all, without another page."""
    page.goto(re.sub(r"/lumina/.*", "/lumina/search/", page.url))
    page.locator("main [name=q]").press_sequentially(asked, delay=20)
    expect(page.locator("#found").get_by_text(found).first).to_be_visible()
    assert page.url.endswith("/search/")
    look_at(page)


def test_from_nothing_to_the_first_booking(page, ada, browse):  # noqa: F811
    set_up(page)
    try_hours(page)
    page.go_back()
    press(page, "Finish the first steps")

    visitors = browse(Seat("lumina"), "", viewport=PHONE)
    look_at(visitors)
    book(visitors)

    assert visitors.get_by_role("heading", name="You are booked").is_visible()
    page.goto(page.url.replace("settings/start/", "dashboard/"))
    assert page.get_by_text("Radu Pop").first.is_visible()
    search_for(page, "rdau pop", "Radu Pop")
