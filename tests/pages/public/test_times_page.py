"""The page on which a day and a time are chosen."""

import pytest

from restartix.pages.public.page_cache import PAGES

pytestmark = pytest.mark.usefixtures("db")


@pytest.fixture
def choose(visitor, first_visit):
    def get(query=""):
        PAGES.forget()
        return visitor.client().get(visitor.at(f"services/{first_visit.pk}/{query}"))

    return get


def test_seven_days_are_shown_with_how_many_times_are_free(choose):
    page = choose()

    days = page.context["strip"]["days"]
    assert len(days) == 7
    assert any(day["free"] for day in days)
    assert sum(day["chosen"] for day in days) == 1
    assert "All times are in Bucharest time." in page.content.decode()


def test_the_visitors_own_zone_shows_the_clinics_time_beside(choose):
    page = choose("?zone=America/New_York")

    words = page.content.decode()
    assert "Times are in New York time" in words
    assert "slot-also" in words


def test_every_time_offered_can_be_taken(choose, visitor):
    page, client = choose(), visitor.client()
    offered = page.context["parts"][0]["slots"][0]["value"]

    chosen = client.post(page.context["hold_url"], {"slot": offered})

    assert client.get(chosen["Location"]).status_code == 200


def test_a_day_without_a_free_time_leads_to_the_next_open_one(choose):
    page = choose()
    closed = [day for day in page.context["strip"]["days"] if not day["free"]]
    if not closed:
        pytest.skip("every day of this week has a free time")

    there = choose("?" + closed[0]["url"].partition("?")[2])

    assert "Go to the next open day" in there.content.decode()


@pytest.mark.parametrize(
    "query",
    [
        "?day=nonsense",
        "?day=0001-01-01",
        "?day=9999-12-31",
        "?zone=Mars/Base",
        "?zone=%00",
        "?zone=../../etc/passwd",
        "?with=someone",
        "?with=00000000-0000-0000-0000-000000000000",
        "?day=2026-02-30&zone=UTC",
    ],
)
def test_nonsense_in_the_address_is_ignored(choose, query):
    assert choose(query).status_code == 200


def test_one_specialist_can_be_asked_for(choose, cast, free_with_andrei):
    day = cast.day_of(free_with_andrei.started_at)
    page = choose(f"?with={cast.andrei.pk}&day={day}")

    offered = [slot["value"] for part in page.context["parts"] for slot in part["slots"]]
    assert offered
    assert all(value.endswith(f"|{cast.andrei.pk}") for value in offered)


def test_going_to_later_days_and_back_keeps_the_same_weeks(choose):
    later = choose("?" + choose().context["strip"]["next_url"].partition("?")[2])
    back = choose("?" + later.context["strip"]["previous_url"].partition("?")[2])

    assert [day["full"] for day in back.context["strip"]["days"]] == [
        day["full"] for day in choose().context["strip"]["days"]
    ]
