"""Numbers as people type them, in every language alike, and as they read them in their own."""

from decimal import Decimal

import pytest
from django.utils import translation

from restartix.core.numbers import NotANumber, TwoReadings, read_number, show_number, typed_form, whole_number

READ = {
    "8,5": "8.5",
    "8.5": "8.5",
    " 8,50 ": "8.50",
    "85": "85",
    "0": "0",
    "-3,5": "-3.5",
    "−3,5": "-3.5",
    "+4": "4",
    ",5": "0.5",
    "1250": "1250",
    "12,5000": "12.5",
    "1 250": "1250",
    "1\u00a0250,5": "1250.5",
    "1'250.75": "1250.75",
    "1.250,50": "1250.5",
    "1,250.50": "1250.5",
    "1.250,125": "1250.125",
    "1,250,000": "1250000",
    "1.250.000": "1250000",
    "٨٫٥": "8.5",
    "८,५": "8.5",
    "８．５".replace("．", "."): "8.5",
}


@pytest.mark.parametrize("typed", READ)
@pytest.mark.parametrize("language", ["en", "ro"])
def test_a_comma_and_a_point_mean_the_same_in_every_language(typed, language):
    with translation.override(language):
        assert read_number(typed) == Decimal(READ[typed])


@pytest.mark.parametrize("typed", ["1,250", "1.250", "0,125", "-1.250", "1250,125", "١٫٢٥٠"])
def test_three_digits_after_a_single_separator_are_never_guessed(typed):
    with pytest.raises(TwoReadings) as ambiguous:
        read_number(typed)

    fraction, thousands = ambiguous.value.readings
    assert thousands == fraction * 1000


NO_NUMBERS = [
    "",
    "²",
    "8²",
    "½",
    "eight",
    "1e5",
    "1_000",
    "NaN",
    "Infinity",
    "8,",
    "1,2,3",
    "12 50",
    "1 25",
    "1..2",
]


@pytest.mark.parametrize("typed", [*NO_NUMBERS, "0x10", "--1", "8kg", "1,25,000", "9" * 60, "8\n5", "8\x005"])
def test_what_is_no_number_is_refused(typed):
    with pytest.raises(NotANumber):
        read_number(typed)


@pytest.mark.parametrize(
    ("kept", "english", "romanian"), [("8.5", "8.5", "8,5"), ("1250", "1250", "1250"), ("1E+2", "100", "100")]
)
def test_a_number_is_shown_as_its_reader_writes_it(kept, english, romanian):
    for language, shown in (("en", english), ("ro", romanian)):
        with translation.override(language):
            assert show_number(Decimal(kept)) == shown


@pytest.mark.parametrize("language", ["en", "ro"])
@pytest.mark.parametrize("number", ["8.5", "1.125", "-0.125", "1250", "0.5", "1234.567"])
def test_what_a_control_shows_is_read_back_without_a_question(number, language):
    with translation.override(language):
        assert read_number(typed_form(Decimal(number))) == Decimal(number)


@pytest.mark.parametrize("typed", ["²", "٣", "", "-1", "1.0", "9" * 5000, str(2**63)])
def test_an_address_carries_whole_numbers_in_ascii_alone(typed):
    assert whole_number(typed) is None
    assert whole_number("42") == 42
