"""A clinic's week on an ordinary screen: five specialists fit, nothing is cut, and what was chosen is remembered."""

from datetime import timedelta

import pytest
from playwright.sync_api import expect

from restartix.pages.calendar.memory import NAME
from tests.pages.calendar.reading import page
from tests.pages.calendar.test_browser import DESK, in_zone

pytestmark = pytest.mark.django_db

WRAP = "document.querySelector('.week-wrap')"
# Of each card that has text in it: by how much its last line that shows is cut by the card's lower edge.
CUT = """() => [...document.querySelectorAll('.visit')].map((card) => {
    const edge = card.getBoundingClientRect().bottom;
    const range = document.createRange();
    range.selectNodeContents(card);
    return Math.max(0, ...[...range.getClientRects()].filter((line) => line.top < edge - 2 && line.height)
        .map((line) => line.bottom - edge));
})"""


def test_those_chosen_are_remembered_until_somebody_chooses_again(admin, cast):
    client = admin.client()

    def shown(query=""):
        answer = client.get(admin.at(f"calendar/{query}"))
        return {
            name for name in (cast.ioana, cast.andrei) if f'data-with="{name.pk}"' in answer.content.decode()
        }

    assert shown(f"?week=2020-W10&with={cast.ioana.pk}") == {cast.ioana}
    assert shown("?week=2020-W10") == {cast.ioana}
    assert client.cookies[NAME]["httponly"]

    assert shown("?week=2020-W10&with=") == {cast.ioana, cast.andrei}
    assert shown("?week=2020-W10") == {cast.ioana, cast.andrei}


def test_what_brings_a_page_up_to_date_or_goes_back_remembers_nothing_else(admin, cast):
    client = admin.client()
    client.get(admin.at(f"calendar/?week=2020-W10&with={cast.ioana.pk}"))

    poll = client.get(admin.at("calendar/?week=2020-W10&seen=old")).content.decode()
    back = client.get(
        admin.at("calendar/?week=2020-W10"), headers={"HX-History-Restore-Request": "true"}
    ).content.decode()

    assert f'data-with="{cast.andrei.pk}"' in poll
    assert f'data-with="{cast.andrei.pk}"' in back


def test_the_date_picker_leads_to_the_view_one_is_in(admin, cast):
    shown = page(admin, f"?day=2026-11-24&with={cast.ioana.pk}&pick=2027-01").content.decode()

    picker = shown.partition('id="date-picker"')[2].partition("</details>")[0]
    assert picker.startswith(" open")
    assert "January 2027" in picker
    assert f"?day=2027-01-14&amp;with={cast.ioana.pk}" in picker
    assert "pick=2026-12" in picker
    assert "pick=2027-02" in picker


def test_turning_a_month_draws_the_date_picker_alone(admin, cast):
    turned = page(
        admin, "?day=2026-11-24&pick=2027-01", headers={"HX-Request": "true", "HX-Target": "date-picker"}
    )

    words = turned.content.decode()
    assert "January 2027" in words
    assert 'id="date-picker" open' in words
    assert 'id="calendar"' not in words


@pytest.mark.browser
def test_the_date_picker_closes_once_a_day_is_chosen(admin, cast, browse):
    shown = browse(admin, "calendar/?day=2020-03-04", viewport=DESK)
    shown.evaluate("addEventListener('htmx:afterSettle', () => (window.settled = true))")
    shown.locator("#date-picker-opener").click()

    shown.locator("#date-picker").get_by_label("Wednesday 11 March 2020").click()

    expect(shown.locator("#calendar-title")).to_contain_text("11 March 2020")
    shown.wait_for_function("window.settled")  # then what was unfolded is unfolded again
    expect(shown.locator("#date-picker")).not_to_have_attribute("open", "")


def five(page):
    """Two more specialists than the sample has: their columns are those of the first again."""
    page.evaluate(
        """() => {
            const group = document.querySelector('.week colgroup');
            for (const row of document.querySelectorAll('.week tr'))
                for (const cell of [...row.querySelectorAll(':scope > .who-head, :scope > .column')].slice(-8))
                    row.append(cell.cloneNode(true));
            for (let more = 0; more < 8; more += 1) group.append(document.createElement('col'));
        }"""
    )


@pytest.mark.browser
def test_a_week_of_five_specialists_needs_no_scrolling_sideways(admin, cast, browse):
    shown = browse(admin, "calendar/?week=2020-W10", viewport=DESK)
    five(shown)

    assert shown.locator("td.column").count() >= 20
    assert shown.evaluate(f"{WRAP}.scrollWidth <= {WRAP}.clientWidth + 1")
    assert shown.evaluate("document.documentElement.scrollWidth <= innerWidth")


@pytest.mark.browser
def test_no_line_of_a_card_is_cut(admin, cast, browse):
    day = in_zone(cast.soon, cast)
    shown = browse(admin, f"calendar/?day={day:%Y-%m-%d}", viewport=DESK)
    for length in (15, 30, 45, 60):
        shown.evaluate(
            "(length) => { for (const one of document.querySelectorAll('.visits > li[data-length]:has(.visit)'))"
            " one.dataset.length = length; }",
            length,
        )
        assert max(shown.evaluate(CUT)) <= 1, length


@pytest.mark.browser
def test_a_day_opens_at_its_first_visit_and_the_open_panel_leaves_the_sheet_its_width(admin, cast, browse):
    day = in_zone(cast.soon, cast)
    shown = browse(
        admin, f"calendar/?day={day - timedelta(days=1):%Y-%m-%d}", viewport={"width": 1280, "height": 620}
    )
    shown.locator("#calendar-next").click()
    expect(shown.locator(f"#visit-{cast.soon.pk}")).to_be_attached()
    first = shown.evaluate(
        """() => {
            const wrap = document.querySelector('.week-wrap').getBoundingClientRect();
            const head = document.querySelector('.week thead').offsetHeight;
            const tops = [...document.querySelectorAll('.visit')].map((one) => one.getBoundingClientRect().top);
            return Math.min(...tops) - wrap.top - head;
        }"""
    )
    assert first >= 0

    width = shown.evaluate("document.querySelector('table.week').offsetWidth")
    shown.locator(f"#visit-{cast.soon.pk}").click()
    expect(shown.locator("#panel-title")).to_be_focused()
    assert shown.evaluate("document.querySelector('table.week').offsetWidth") == width
    box, panel = (
        shown.locator(f"#visit-{cast.soon.pk}").bounding_box(),
        shown.locator("#panel").bounding_box(),
    )
    assert box["x"] + box["width"] <= panel["x"] + 1


@pytest.mark.browser
def test_a_visit_held_at_the_edge_scrolls_the_grid(admin, cast, browse):
    day = in_zone(cast.soon, cast)
    shown = browse(admin, f"calendar/?day={day:%Y-%m-%d}", viewport={"width": 1280, "height": 620})
    visit = shown.locator(f"#visit-{cast.soon.pk}")
    visit.scroll_into_view_if_needed()
    shown.evaluate(f"{WRAP}.scrollTop = Math.max(0, {WRAP}.scrollTop - 60)")
    before = shown.evaluate(f"{WRAP}.scrollTop")
    box, wrap = visit.bounding_box(), shown.locator(".week-wrap").bounding_box()

    shown.mouse.move(box["x"] + 20, box["y"] + 5)
    shown.mouse.down()
    bottom = min(wrap["y"] + wrap["height"], 620) - 12
    for step in range(12):
        shown.mouse.move(box["x"] + 20 + step % 2, bottom)
        shown.wait_for_timeout(50)

    assert shown.evaluate(f"{WRAP}.scrollTop") > before
    shown.mouse.up()
