"""Filters: what they narrow, that the address says them all, and that rows stay those one may see."""

from datetime import timedelta

import pytest

from appointments.models import Status
from tests.pages.calendar.reading import local, page

pytestmark = pytest.mark.django_db


def test_filters_are_in_the_address_and_kept_by_every_link(admin, cast):
    asked = f"with={cast.ioana.pk}&with={cast.andrei.pk}&status=booked&status=upcoming"
    asked += f"&service={cast.soon.service_id}"

    shown = page(admin, f"?week=2026-W48&{asked}")

    for link in ("previous_url", "next_url", "today_url"):
        for part in asked.split("&"):
            assert part in shown.context[link]
    assert all(asked.split("&")[0] in view["url"] for view in shown.context["views"])
    assert shown.context["previous_url"].startswith("?week=2026-W47")


def test_filters_narrow_what_is_shown(admin, cast):
    day = local(cast.soon, cast.aurora)
    around = f"?from={day - timedelta(days=8):%Y-%m-%d}&until={day + timedelta(days=8):%Y-%m-%d}&all=1"

    def found(more):
        shown = page(admin, around + more)
        return {entry.pk for one in shown.context["agenda"] for entry in one.entries}

    visits = [one for one in cast.aurora.visits if abs(one.started_at - cast.soon.started_at).days < 7]
    assert {one.pk for one in visits} <= found("")
    hers = {one.pk for one in visits if one.specialist == cast.ioana}
    assert hers <= found(f"&with={cast.ioana.pk}")
    assert not {one.pk for one in visits if one.specialist == cast.andrei} & found(f"&with={cast.ioana.pk}")
    booked = {one.pk for one in visits if one.status == Status.BOOKED}
    assert found("&status=booked") & {one.pk for one in visits} == booked
    of_it = found(f"&service={cast.soon.service_id}")
    assert cast.soon.pk in of_it
    assert not {one.pk for one in visits if one.service_id != cast.soon.service_id} & of_it


def test_another_clinics_ids_filter_nothing(admin, cast):
    foreign, made_up = (
        page(admin, f"?week=2026-W48&with={key}").context["place"].filters
        for key in (cast.riverside.specialists["marcus"].pk, "nobody")
    )

    assert foreign == made_up
    assert foreign.specialists == ()


def test_a_specialist_sees_their_own_calendar_alone(specialist, cast):
    day = local(cast.soon, cast.aurora)
    around = f"?from={day - timedelta(days=8):%Y-%m-%d}&until={day + timedelta(days=8):%Y-%m-%d}&all=1"

    agenda, asked = page(specialist, around), page(specialist, f"{around}&with={cast.andrei.pk}")

    own = {one.pk for one in cast.aurora.visits if one.specialist == cast.ioana}
    for shown in (agenda, asked):
        found = {entry.pk for one in shown.context["agenda"] for entry in one.entries}
        assert found
        assert found <= own
    assert agenda.context["specialists"] == []


@pytest.mark.parametrize(
    "asked",
    ["?week=2026-W99", "?week=x", "?day=x", "?day=0001-01-01", "?day=9999-12-31", "?month=2026-13", "?month=x",
     "?week=9999-W52", "?with=nobody", "?from=x", "?from=2026-11-24&until=2020-01-01", "?service=x&status=x",
     "?month=2099-12", "?day=2099-12-31", "?month=2000-01", "?from=2000-01-01&until=2099-12-31"],
)  # fmt: skip
def test_a_calendar_of_no_such_time_is_still_a_page(admin, asked):
    assert page(admin, asked).status_code == 200


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("typed", "until"),
    [
        ("from_day=1&from_month=3&from_year=2020&until_day=9&until_month=3&until_year=2020", "9"),
        ("from=2020-03-01&until=2020-03-09", "9"),
    ],
)
def test_the_agendas_days_are_typed_in_three_boxes(admin, typed, until):
    words = page(admin, f"?{typed}").content.decode()

    assert 'name="from_month" value="3"' in words
    assert f'name="until_day" value="{until}"' in words
    assert "field-error" not in words


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("from_day=1&from_month=&from_year=2020", "Please check this date."),
        (
            "from_day=1&from_month=13&from_year=2020&until_day=&until_month=&until_year=",
            "Please check this date.",
        ),
        ("from=2020-03-09&until=2020-03-01", "The last day is before the first."),
        ("from=2020-03-09&until=2020-09-01", "At most 92 days at a time."),
    ],
)
def test_a_wrong_day_is_named_beside_its_boxes_and_the_list_stays(admin, typed, words):
    shown = page(admin, f"?{typed}").content.decode()

    assert words in shown
    assert "field-error" in shown
    day, year = ("9", "2020") if "09" in typed else ("1", "2020")
    assert f'name="from_day" value="{day}"' in shown
    assert f'name="from_year" value="{year}"' in shown


def test_a_wrong_day_is_shown_to_whoever_typed_it_alone(admin):
    """Though the page without it was just drawn, and is drawn for everybody."""
    browser, there = admin.client(), admin.at("calendar/")
    wrong = "?from_day=77&from_month=1&from_year=2020"

    shown = [
        browser.get(there + asked).content.decode()
        for asked in ("?from=2020-01-01", wrong, "?from=2020-01-01")
    ]

    assert ["field-error" in words for words in shown] == [False, True, False]
