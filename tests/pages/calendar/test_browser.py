"""The calendar in a real browser, by keyboard and by mouse: nothing is reloaded, nothing is lost."""

from contextlib import contextmanager

import pytest
from django.db import connections
from django.utils import timezone
from playwright.sync_api import expect

from tests.look.looking import faults_of
from tests.pages.calendar.reading import add_visits
from videocall.models import Participant

pytestmark = pytest.mark.browser
DESK, PHONE = {"width": 1280, "height": 900}, {"width": 390, "height": 844}


@contextmanager
def seen_by(seat):
    """Their rows, on a connection of the browser's loop that is closed again."""
    with seat.scope():
        yield
    connections.close_all()


def in_zone(visit, cast):
    return visit.started_at.astimezone(cast.aurora.organisation.zone)


def test_a_day_at_the_desk_without_a_mouse(admin, cast, browse):
    day = in_zone(cast.soon, cast)
    page = browse(admin, f"calendar/?month={day:%Y-%m}", viewport=DESK)
    page.evaluate("window.stayed = true")
    title = page.locator("#calendar-title")

    page.keyboard.press("ArrowLeft")
    expect(page.locator("#calendar-says")).not_to_be_empty()
    page.keyboard.press("t")
    today = cast.today
    expect(title).to_contain_text(f"{today:%B %Y}")
    expect(page.locator(".month .today")).to_be_visible()
    if (day.year, day.month) != (today.year, today.month):
        page.keyboard.press("ArrowRight")
        expect(title).to_contain_text(f"{day:%B %Y}")

    page.locator(f"#day-{day.day}").focus()
    page.keyboard.press("Enter")
    expect(page.locator("#view-d")).to_have_attribute("aria-current", "page")
    page.keyboard.press("w")
    expect(page.locator("#view-w")).to_have_attribute("aria-current", "page")
    expect(title).to_contain_text("2026" if day.year == 2026 else str(day.year))

    visit = page.locator(f"#visit-{cast.soon.pk}")
    visit.focus()
    page.keyboard.press("Enter")
    expect(page.locator("#panel-title")).to_be_focused()
    expect(page.locator("#panel-title")).to_have_text(cast.soon.patient_person.name)
    assert list(faults_of(page)) == []

    page.get_by_role("button", name="Confirm by phone").focus()
    page.keyboard.press("Enter")
    expect(page.locator("#panel .status").first).to_contain_text("Confirmed")
    expect(visit).to_have_attribute("data-status", "confirmed")
    page.keyboard.press("Escape")
    expect(page.locator("#panel")).to_be_hidden()
    expect(visit).to_be_focused()

    page.keyboard.press("?")
    expect(page.get_by_role("heading", name="Keyboard shortcuts")).to_be_visible()
    page.get_by_label("Use keyboard shortcuts on this computer").uncheck()
    page.keyboard.press("Escape")
    page.keyboard.press("m")
    expect(page.locator("#view-w")).to_have_attribute("aria-current", "page")
    assert page.evaluate("window.stayed")


def test_filters_narrow_the_week_and_going_back_widens_it(admin, cast, browse):
    page = browse(admin, "calendar/", viewport=DESK)
    names = page.locator(".who-head .who-name")
    expect(names.filter(has_text=cast.andrei.display_name).first).to_be_attached()

    page.get_by_text("Specialists").first.click()
    page.get_by_role("checkbox", name=cast.ioana.display_name).check()

    expect(names).to_have_count(0)  # one specialist alone needs no names
    assert str(cast.ioana.pk) in page.url
    expect(page.get_by_role("checkbox", name=cast.ioana.display_name)).to_be_focused()
    page.go_back()
    expect(names.filter(has_text=cast.andrei.display_name).first).to_be_attached()


def test_a_booking_appears_by_itself_and_whoever_waits_is_seen(admin, cast, browse):
    page = browse(admin, "calendar/", viewport=DESK)
    page.clock.install()
    page.reload()
    page.evaluate("window.stayed = true")
    with page.expect_response("**seen=**") as quiet:
        page.clock.fast_forward(16_000)
    assert quiet.value.status == 204

    local = timezone.now().astimezone(cast.aurora.organisation.zone)
    with seen_by(admin):
        (visit,) = add_visits(cast, 1, local.replace(hour=22 if 2 <= local.hour <= 6 else 4, minute=0))
        Participant.objects.create(
            organisation=cast.aurora.organisation, appointment=cast.soon, side="patient", user_id=cast.ana.pk
        )
    page.clock.fast_forward(16_000)

    expect(page.locator(f"#visit-{visit.pk}")).to_be_attached()
    expect(page.locator("#calendar-says")).to_contain_text("A new visit has appeared")
    expect(page.locator(f"#visit-{cast.soon.pk} .in-room")).to_have_text("The patient is in the waiting room")
    assert page.evaluate("window.stayed")


def test_on_a_phone_the_panel_takes_the_whole_page(specialist, cast, browse):
    page = browse(specialist, "calendar/", viewport=PHONE, color_scheme="dark")

    page.locator(f"#visit-{cast.soon.pk}").click()

    expect(page.locator("#panel-title")).to_be_focused()
    assert round(page.locator("#panel").bounding_box()["width"], 3) == PHONE["width"]
    assert list(faults_of(page)) == []
    page.get_by_role("button", name="Close").click()
    expect(page.locator(f"#visit-{cast.soon.pk}")).to_be_focused()


def test_the_agendas_days_are_typed_and_wrong_ones_lose_nothing(admin, browse):
    page = browse(admin, "calendar/?from=2020-03-04&until=2020-03-09", viewport=PHONE)
    title = page.locator("#calendar-title")
    since = page.get_by_role("group", name="From")
    expect(title).to_contain_text("4–9 March 2020")

    since.get_by_label("Day").fill("2")
    since.get_by_label("Day").press("Tab")

    expect(title).to_contain_text("2–9 March 2020")
    since.get_by_label("Month").fill("13")
    since.get_by_label("Month").press("Tab")
    expect(title).not_to_contain_text("March 2020")
    expect(since.get_by_label("Year")).to_be_visible()
