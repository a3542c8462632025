"""Moving a visit by dragging it, and registering one by pressing a free time."""

from datetime import datetime, time, timedelta

import pytest
from playwright.sync_api import expect

from appointments.models import Appointment, Status
from tests.pages.calendar.reading import add_visits
from tests.pages.calendar.test_browser import DESK, seen_by

pytestmark = pytest.mark.browser
AN_HOUR = 96


def drag(page, visit, down):
    """By so many pixels, as a hand does it."""
    visit.scroll_into_view_if_needed()
    box = visit.bounding_box()
    page.mouse.move(box["x"] + 20, box["y"] + 5)
    page.mouse.down()
    page.mouse.move(box["x"] + 22, box["y"] + 9 + down / 2, steps=3)
    page.mouse.move(box["x"] + 20, box["y"] + 9 + down, steps=3)
    page.mouse.up()


def test_a_visit_is_dragged_to_another_time_or_stays_where_it_was(admin, cast, browse):
    at_ten = datetime.combine(cast.today + timedelta(days=21), time(10), cast.aurora.organisation.zone)
    with seen_by(admin):
        (mine,) = add_visits(cast, 1, at_ten)
        (there,) = add_visits(cast, 1, at_ten + timedelta(hours=1))
    # High enough for the whole day: it opens at its first visit.
    page = browse(admin, f"calendar/?day={at_ten:%Y-%m-%d}", viewport=DESK | {"height": 1900})
    visit, other = page.locator(f"#visit-{mine.pk}"), page.locator(f"#visit-{there.pk}")
    before = mine.started_at

    drag(page, visit, other.bounding_box()["y"] - visit.bounding_box()["y"])
    page.get_by_role("button", name="Move the visit").click()
    expect(page.locator("#move-why")).to_contain_text("is booked at this time")
    page.get_by_role("button", name="Go back").click()
    expect(visit).to_be_focused()
    expect(visit).not_to_have_class("is-dragged")
    with seen_by(admin):
        assert Appointment.objects.get(pk=mine.pk).started_at == before

    drag(page, visit, 3 * AN_HOUR)
    expect(page.locator("#move-to")).to_contain_text(mine.specialist.display_name)
    page.get_by_role("button", name="Move the visit").click()
    expect(page.locator("#move-warned")).not_to_be_empty()  # the same patient is here close before it
    page.get_by_role("button", name="Move anyway").click()
    expect(page.locator("#move")).to_be_hidden()
    page.wait_for_function(
        "([id, was]) => document.getElementById(id)?.querySelector('time').textContent !== was",
        arg=[f"visit-{mine.pk}", f"{at_ten:%H:%M}"],
    )
    with seen_by(admin):
        moved = Appointment.objects.get(pk=mine.pk)
    assert moved.started_at > before + timedelta(hours=2)
    assert moved.status == Status.UPCOMING


def test_a_free_time_is_pressed_to_register_a_visit(admin, cast, browse):
    three_weeks_on = (cast.today + timedelta(days=ahead) for ahead in range(21, 30))
    day = next(one for one in three_weeks_on if one.weekday() < 5 and one not in cast.aurora.holidays)
    page = browse(admin, f"calendar/?day={day}", viewport=DESK)
    column = page.locator(f'.column[data-with="{cast.ioana.pk}"] .visits')

    column.hover(position={"x": 30, "y": 200})
    shown = page.locator(".slot-ghost").inner_text().removeprefix("+ ")
    column.click(position={"x": 30, "y": 200})

    page.wait_for_url("**/appointments/new/**")
    assert f"with={cast.ioana.pk}" in page.url
    expect(page.locator("main")).to_contain_text(shown)
