"""Days in three boxes: what they send, what they show, and that every page asks for a day in them."""

import re
from datetime import date

import pytest
from django import forms
from django.http import QueryDict
from django.utils import translation

from patients.births import BirthDateField
from restartix.core.forms.days import DayField
from tests.architecture.source import files, read


class Asks(forms.Form):
    day = DayField(required=False)
    born = BirthDateField(required=False)


def sent(query):
    return Asks(QueryDict(query))


@pytest.mark.parametrize(
    ("query", "day"),
    [
        ("day_day=3&day_month=12&day_year=2026", date(2026, 12, 3)),
        ("day_day=03&day_month=+2&day_year=2026", date(2026, 2, 3)),
        ("day=2026-12-31", date(2026, 12, 31)),
        ("day_day=&day_month=&day_year=", None),
        ("", None),
    ],
)
@pytest.mark.parametrize("language", ["en", "ro"])
def test_three_boxes_are_a_day_and_empty_ones_are_none(query, day, language):
    with translation.override(language):
        form = sent(query)

        assert form.is_valid(), form.errors
        assert form.cleaned_data["day"] == day


@pytest.mark.parametrize(
    "query",
    [
        "day_day=3&day_month=&day_year=2026",
        "day_day=31&day_month=2&day_year=2026",
        "day_day=3&day_month=12&day_year=26",
        "day_day=3&day_month=%C2%B2&day_year=2026",
        "day_day=a-b&day_month=-&day_year=%00",
        "day_day=12&day_month=31&day_year=2026",
        "day_day=3&day_month=12&day_year=2999",
    ],
)
def test_what_is_no_day_is_refused_and_stands_as_typed(query):
    form = sent(query)

    assert not form.is_valid()
    assert "check" in str(form.errors["day"])
    assert form["day"].as_widget()


def test_what_was_typed_stands_in_its_boxes():
    shown = str(sent("day_day=31&day_month=2&day_year=2026")["day"])

    assert [
        re.search(rf'name="day_{part}" value="(\w*)"', shown)[1] for part in ("day", "month", "year")
    ] == [
        "31",
        "2",
        "2026",
    ]
    assert shown.count('aria-invalid="true"') == 3


def test_a_day_on_record_stands_in_the_boxes():
    shown = str(Asks(initial={"born": date(1990, 4, 2)})["born"])

    assert 'name="born_day" value="2"' in shown
    assert 'name="born_month" value="4"' in shown
    assert 'name="born_year" value="1990"' in shown
    assert 'type="date"' not in shown, "nobody looks for a birthday in a calendar"


PICKED_IN_A_CALENDAR = {
    "templates/appointments/desk/calendar/_filters.html",  # its days are chosen beside the calendar itself
    "templates/components/day_boxes.html",  # the calendar behind the button
}
DATE_CONTROL = re.compile(r"""type=["']date["']|["']type["']:\s*["']date["']|input_type = ["']date["']""")


def test_no_page_asks_for_a_day_in_the_browsers_own_control():
    """It follows the browser's language, not the page's: 03/04 is March to one and April to the other."""
    found = {
        path
        for path in [*files(".html"), *files(".py")]
        if DATE_CONTROL.search(read(path)) and not path.startswith("tests/")
    }
    assert found <= PICKED_IN_A_CALENDAR, sorted(found - PICKED_IN_A_CALENDAR)
