"""Days with other hours: off, open at other hours, or public holidays."""

from datetime import timedelta

import pytest

from tests.pages.settings.hours import EVERY_DAY, offered, times_on, week

pytestmark = pytest.mark.usefixtures("db")


def test_a_day_off_and_back(specialist, visitor, cast, page_of):
    client, at = specialist.client(), specialist.at(page_of)
    client.post(at, week(**EVERY_DAY))
    today = cast.today
    off = {"first": str(today), "last": str(today + timedelta(days=60)), "note": "Leave"}

    client.post(f"{at}days/", off)
    assert offered(visitor, cast) == set()
    shown = client.get(at).content.decode()
    assert "Leave" in shown

    client.post(f"{at}days/usual/", {"first": off["first"], "last": off["last"]})
    assert offered(visitor, cast)


def test_special_hours_count_on_their_day_alone(specialist, visitor, cast, page_of):
    client, at = specialist.client(), specialist.at(page_of)
    client.post(at, week(**EVERY_DAY))
    day = cast.today + timedelta(days=2)

    client.post(f"{at}days/", {"first": str(day), "opens": "06:00", "closes": "07:00"})

    service = cast.aurora.services["first-visit"]
    page = visitor.client().get(visitor.at(f"services/{service.pk}/?with={cast.ioana.pk}&day={day}"))
    assert times_on(page.content.decode()) == {"06:00"}


def test_several_special_things_of_one_day_live_side_by_side(specialist, visitor, cast, page_of):
    client, at = specialist.client(), specialist.at(page_of)
    client.post(at, week(**EVERY_DAY))
    day = cast.today + timedelta(days=2)
    service = cast.aurora.services["first-visit"]

    def on_that_day():
        page = visitor.client().get(visitor.at(f"services/{service.pk}/?with={cast.ioana.pk}&day={day}"))
        return times_on(page.content.decode())

    client.post(f"{at}days/", {"first": str(day), "opens": "06:00", "closes": "07:00"})
    client.post(f"{at}days/", {"first": str(day), "opens": "18:00", "closes": "19:00", "note": "Late"})
    assert on_that_day() == {"06:00", "18:00"}

    client.post(f"{at}days/", {"first": str(day), "note": "Leave"})
    assert on_that_day().isdisjoint({"06:00", "18:00"})
    assert client.get(at).content.decode().count("without effect while the day is off") == 2

    client.post(f"{at}days/usual/", _key(day, note="Leave"))
    client.post(f"{at}days/usual/", _key(day, opens="06:00:00", closes="07:00:00"))
    assert on_that_day() == {"18:00"}


def test_special_hours_that_overlap_are_one_stretch(specialist, visitor, cast, page_of):
    client, at = specialist.client(), specialist.at(page_of)
    day = cast.today + timedelta(days=2)
    client.post(f"{at}days/", {"first": str(day), "opens": "06:00", "closes": "07:00"})
    client.post(f"{at}days/", {"first": str(day), "opens": "06:30", "closes": "07:30"})

    service = cast.aurora.services["first-visit"]
    page = visitor.client().get(visitor.at(f"services/{service.pk}/?with={cast.ioana.pk}&day={day}"))

    assert sorted(times_on(page.content.decode())) == ["06:00", "06:30"]


def _key(day, **about):
    """One special thing of a day, as its button names it."""
    return {"first": str(day), "last": str(day), "opens": "", "closes": "", "note": ""} | about


@pytest.mark.parametrize(
    "fields",
    [
        {"first": ""},
        {"first": "2030-05-02", "last": "2030-05-01"},
        {"first": "2030-05-01", "last": "2035-05-01"},
        {"first": "2030-05-01", "opens": "10:00"},
        {"first": "2030-05-01", "opens": "10:00", "closes": "09:00"},
    ],
)
def test_days_that_can_not_be_are_refused(specialist, page_of, fields):
    page = specialist.client().post(specialist.at(f"{page_of}days/"), fields)

    assert page.status_code == 422
    assert page.context["days"].errors
