"""Times of day as people type them, and that no page asks for one in the browser's own control."""

import re
from datetime import time

import pytest
from django import forms
from django.utils import translation

from restartix.core.forms.time_field import TimeOfDayField
from restartix.core.region import region_of
from tests.architecture.source import files, read

TIME_CONTROL = re.compile(
    r"""type\s*[=:]\s*["']?(time|datetime-local)\b|forms\.(TimeField|TimeInput|\w*DateTime\w+)"""
)


class Asks(forms.Form):
    at = TimeOfDayField()
    until = TimeOfDayField(required=False)


@pytest.fixture
def twelve_hours():
    with region_of(lambda: "America/New_York"):
        yield


def read_as(typed):
    form = Asks({"at": typed})
    return form.cleaned_data.get("at") if form.is_valid() else str(form.errors["at"][0])


@pytest.mark.parametrize(
    ("typed", "at"),
    [
        ("8", time(8)),
        ("08:30", time(8, 30)),
        ("8.30", time(8, 30)),
        ("830", time(8, 30)),
        ("0830", time(8, 30)),
        (" 8h30 ", time(8, 30)),
        ("8 30", time(8, 30)),
        ("13:15:00", time(13, 15)),
        ("1:15 PM", time(13, 15)),
        ("12 a.m.", time(0)),
        ("00:00", time(0)),
        ("23:59", time(23, 59)),
    ],
)
@pytest.mark.parametrize("language", ["en", "ro"])
def test_a_time_is_read_with_or_without_a_colon(typed, at, language):
    with translation.override(language):
        assert read_as(typed) == at


@pytest.mark.parametrize(
    "typed", ["24:00", "8:60", "8:3", "13 PM", "0 AM", "noon", "٨:٣٠", "12345", "8:30 x", "-8"]
)
def test_what_is_no_time_is_refused_with_an_example(typed):
    assert read_as(typed) == "Please enter a time, for example 13:15."


def test_where_clocks_have_twelve_hours_the_half_is_asked_for(twelve_hours):
    assert read_as("1:15") == "Please add AM or PM: did you mean 1:15 AM or 1:15 PM?"
    assert read_as("12") == "Please add AM or PM: did you mean 12:00 AM or 12:00 PM?"
    assert read_as("1:15 pm") == time(13, 15)
    assert read_as("13:15") == time(13, 15)
    assert read_as("x") == "Please enter a time, for example 1:15 PM."


def test_a_time_stands_as_the_page_writes_times(twelve_hours):
    form = Asks(initial={"at": time(13, 15)})

    assert 'value="1:15 PM"' in str(form["at"])
    assert "inputmode" not in str(form["at"]), "letters are typed too"
    with region_of(lambda: "Europe/Bucharest"):
        assert 'value="13:15"' in str(form["at"])
        assert 'inputmode="numeric"' in str(form["at"])


def test_what_is_wrong_stands_as_typed():
    form = Asks({"at": "25.99"})

    assert not form.is_valid()
    assert 'value="25.99"' in str(form["at"])


def test_none_is_asked_for_when_it_may_be_left_out():
    assert Asks({"at": "8", "until": " "}).is_valid()


def test_no_page_asks_for_a_time_in_the_browsers_own_control():
    """It follows the browser's language, not the page's: 01:15 PM stands on a Romanian page."""
    found = {
        path
        for path in [*files(".html"), *files(".py"), *files(".js")]
        if TIME_CONTROL.search(read(path)) and not path.startswith("tests/")
    }

    assert found == set()
