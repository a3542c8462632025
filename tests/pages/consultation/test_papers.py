"""The visit's forms in a browser: the patient signs with a finger, the specialist beside the running call."""

import os
from pathlib import Path

import pytest
from playwright.sync_api import expect

from forms.models import Form
from tests.pages.consultation.test_meeting import admit

pytestmark = pytest.mark.browser
PICTURES = os.environ.get("SCREENSHOTS")


def keep_picture(page, name):
    if PICTURES:
        page.screenshot(path=Path(PICTURES) / f"{name}.png", full_page=True)


def form_called(seat, visit, name):
    with seat.scope():
        return Form.objects.get(appointment=visit, name=name)


def draw(page):
    pad = page.locator("canvas")
    pad.scroll_into_view_if_needed()
    box = pad.bounding_box()
    page.mouse.move(box["x"] + 40, box["y"] + 90)
    page.mouse.down()
    for step in range(1, 12):
        page.mouse.move(box["x"] + 40 + 18 * step, box["y"] + 90 + (30 if step % 2 else -30))
    page.mouse.up()


@pytest.fixture
def consent(serving, by_link, cast):
    return form_called(by_link, cast.soon, "Treatment consent")


@pytest.fixture
def survey(serving, by_link, cast):
    return form_called(by_link, cast.soon, "Before your visit")


def test_a_consent_is_signed_by_hand(consent, browse, by_link, cast):
    page = browse(
        by_link, f"visits/{cast.soon.pk}/forms/{consent.pk}/", viewport={"width": 390, "height": 844}
    )
    for tick in page.get_by_label("I have read this and I agree").all():
        tick.check()
    page.get_by_label("Your full name").fill("Elena Ionescu")
    draw(page)
    keep_picture(page, "consent-390")
    page.get_by_role("button", name="Sign", exact=True).click()

    expect(page.get_by_text("Signed by Elena Ionescu")).to_be_visible()
    expect(page.locator("svg.signature-drawn path")).to_be_visible()
    keep_picture(page, "consent-signed-390")


def test_a_question_appears_when_it_applies_and_errors_stand_beside_theirs(survey, browse, by_link, cast):
    page = browse(
        by_link, f"visits/{cast.soon.pk}/forms/{survey.pk}/", viewport={"width": 1280, "height": 900}
    )
    which = page.get_by_label("Which ones, and how much?")
    expect(which).to_be_hidden()
    page.get_by_role("group", name="Do you take any medicines?").get_by_label("Yes").check()
    expect(which).to_be_visible()
    which.fill("Ibuprofen")
    page.get_by_role("button", name="Sign", exact=True).click()

    expect(page.locator(".error-summary").first).to_be_visible()
    expect(page.get_by_label("Which ones, and how much?")).to_have_value("Ibuprofen")
    keep_picture(page, "survey-1280")


def test_the_report_is_signed_beside_the_call_and_the_visit_completed(
    browse, specialist, by_link, cast, consent
):
    at_home = browse(by_link, f"visits/{cast.soon.pk}/session/")
    page = browse(specialist, f"appointments/{cast.soon.pk}/session/")
    page.get_by_role("button", name="Open the session").click()
    admit(page)
    expect(page.locator("[data-call=connected]")).to_be_visible()

    page.get_by_role("button", name="Complete the visit").click()
    expect(page.get_by_text("Still to be signed")).to_be_visible()
    page.get_by_label("Findings").fill("Moves freely.")
    page.get_by_label("Diagnosis").fill("Strain")
    page.get_by_role("button", name="Sign", exact=True).click()

    expect(page.get_by_text("Signed by Dr. Ioana Munteanu")).to_be_visible()
    expect(page.get_by_text("Still to be signed")).to_be_hidden()
    expect(page.locator(".rows li", has_text="Visit report").get_by_text("signed")).to_be_visible()
    expect(page.locator("[data-call=connected]")).to_be_visible()
    expect(at_home.locator("[data-call=connected]")).to_be_visible()
    keep_picture(page, "session-signed-1280")
