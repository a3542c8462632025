"""A form from the drawing board to the patient's phone: real browsers, web server, worker and database."""

import pytest
from playwright.sync_api import expect

from appointments.models import Status
from tests.cast import Seat
from tests.journey.conftest import picture  # noqa: F401 (a fixture)

pytestmark = pytest.mark.browser
PHONE = {"viewport": {"width": 390, "height": 844}}


def test_a_form_is_designed_comes_with_the_next_booking_and_is_filled_in_on_a_phone(
    browse,
    picture,  # noqa: F811
    admin,
    cast,
    serving,
):
    booked = cast.visit(Status.BOOKED)
    desk = browse(admin, "settings/forms/")
    design(desk, booked.service.name)
    desk.goto(serving.site + admin.at(f"appointments/{booked.pk}/"))
    desk.get_by_role("button", name="Accept the booking").first.click()
    expect(desk.get_by_text("Upcoming").first).to_be_visible()

    phone = browse(Seat("aurora", link=booked.link_token), f"visits/{booked.pk}/", **PHONE)
    phone.get_by_role("link", name="Fill in all on one page").click()
    sleep = phone.locator("[data-paper]", has=phone.get_by_role("heading", name="Sleep"))
    sleep.locator("summary").click()
    expect(sleep.get_by_text("Between colleagues")).to_have_count(0)
    since = sleep.get_by_label("Since when do you?")
    expect(since).to_be_hidden()
    sleep.get_by_label("Yes").check()
    since.fill("Since spring")
    expect(sleep.get_by_text("2 of 2 answered")).to_be_visible()
    expect(sleep.locator(".kept")).to_contain_text("Saved")
    picture(phone, "forms-on-a-phone")
    assert phone.evaluate("document.documentElement.scrollWidth") <= 390

    phone.reload()
    sleep.locator("summary").click()
    expect(since).to_have_value("Since spring")
    sleep.locator("[name=signer_name]").fill("Oana Stan")
    sleep.get_by_role("button", name="Sign", exact=True).click()
    expect(sleep.locator(".signed")).to_contain_text("Oana Stan")

    theirs = browse(admin, f"appointments/{booked.pk}/forms/")
    theirs.get_by_role("link", name="Sleep").click()
    expect(theirs.get_by_text("Since spring")).to_be_visible()
    expect(theirs.get_by_text("Between colleagues")).to_be_visible()


def design(page, service):
    """A survey whose second question depends on the first, and a third that patients never see."""
    page.get_by_role("link", name="New form").click()
    page.get_by_label("Name").fill("Sleep")
    page.get_by_label("Type").select_option("survey")
    page.get_by_role("button", name="Create the form").click()
    ask(page, "yes_no", "Do you sleep badly?")
    ask(page, "text", "Since when do you?", shown_when="Do you sleep badly? Yes")
    ask(page, "long_text", "Between colleagues", private=True)
    page.get_by_label(service, exact=True).check()
    page.locator("section[aria-labelledby=brought]").get_by_role("button", name="Save").click()
    expect(page.get_by_text("It applies to bookings")).to_be_visible()


def ask(page, kind, label, *, shown_when="", private=False):
    page.get_by_role("link", name="New question").click()
    page.get_by_label("Kind").select_option(kind)
    page.get_by_label("Question").fill(label)
    page.get_by_role("button", name="Save").click()
    if shown_when:
        page.get_by_label("Shown only when").select_option(label=shown_when)
    if private:
        page.get_by_label("Private: only staff").check()
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("heading", name="Questions")).to_be_visible()


def test_a_save_under_way_neither_drops_the_signing_nor_signs_itself(browse, by_link, survey):
    """On a slow connection: the button is pressed while a save is under way and another one is due."""
    page = browse(by_link, f"visits/{survey.appointment_id}/forms/{survey.pk}/", **PHONE)
    held: list[object] = []
    page.route("**auto=1*", lambda route: route.continue_() if held else held.append(route))
    page.get_by_label("Since when?").fill("Since spring")
    wait_for(page, held)

    page.locator("[name=signer_name]").fill("Oana Stan")
    page.get_by_role("button", name="Sign", exact=True).click()
    page.wait_for_timeout(1500)  # the second save has come due
    held[0].continue_()

    expect(page.locator(".signed")).to_contain_text("Oana Stan")


def wait_for(page, held):
    for _moment in range(150):
        if held:
            return
        page.wait_for_timeout(100)
    raise AssertionError("nothing was saved by itself")
