"""A room in which this browser has lost its seat and gets none: the page says so and comes in once there is room."""

import re

import pytest
from playwright.sync_api import expect

from tests.pages.consultation.test_meeting import keep_picture

pytestmark = pytest.mark.browser

FULL = "This visit is open in too many windows."
CALL = re.compile(r"/call/$")
SEAT = re.compile(r"/call/[^/]{36}/$")


def fill(page):
    """From now on this browser's seat is gone, and the room is full."""
    page.route(SEAT, lambda route: route.fulfill(json={"gone": True}))
    page.route(CALL, lambda route: route.fulfill(json={"full": True}))


def free(page):
    page.unroute(SEAT)
    page.unroute(CALL)


def test_staff_read_it_let_nobody_in_from_there_and_come_in_again(at_home, at_the_desk):
    expect(at_home.get_by_text("knows that you are waiting")).to_be_visible()
    expect(at_the_desk.locator("[data-door] li")).to_have_count(1)

    fill(at_the_desk)

    expect(at_the_desk.locator("[data-call-text]").first).to_contain_text(FULL)
    expect(at_the_desk.locator("[data-door]")).to_be_hidden()
    at_the_desk.get_by_role("button", name="Chat").click()
    at_the_desk.get_by_label("Message", exact=True).fill("Can you hear me?")
    at_the_desk.get_by_role("button", name="Send").click()
    expect(at_the_desk.get_by_text("Nobody else is in the call to read it.")).to_be_visible()
    keep_picture(at_the_desk, "full-room-1280")

    free(at_the_desk)

    at_the_desk.get_by_role("button", name="Let in").click()
    expect(at_the_desk.locator("[data-call=connected]")).to_be_visible()


def test_a_patient_reads_it_instead_of_that_they_are_waiting(at_home):
    lobby = at_home.locator("[data-call-lobby]")
    expect(lobby).to_be_visible()

    fill(at_home)

    expect(at_home.locator("[data-call-text]").first).to_contain_text(FULL)
    expect(lobby).to_be_hidden()
    keep_picture(at_home, "full-room-390")

    free(at_home)

    expect(lobby).to_be_visible()
