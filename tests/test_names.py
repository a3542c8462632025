"""Names lose what can't be seen and would harm, wherever one is typed; what their letters need stays."""

import django.forms as forms
import pytest
from django.urls import get_resolver

from restartix.core.forms.names import NameField, clean_name
from restartix.core.limits.targets import _last_digits
from tests.architecture.test_numbers import _below

NAMES = {
    "name",
    "own_name",
    "patient_name",
    "signer_name",
    "display_name",
    "title",
    "tagline",
    "relationship",
}
LOOKED_FOR = {"LogForm.name"}
"""What is searched by, and saved nowhere."""


@pytest.mark.parametrize(
    ("typed", "saved"),
    [
        ("  Ana \t Pop\r\nBcc: x", "Ana Pop Bcc: x"),
        ("A\x00n\x07a\x7f\x85", "Ana"),
        ("Ana\u202epoP", "AnapoP"),
        ("Ana\u202c\u2069", "Ana"),
        ("\u2067שרה\u2069 Levi", "\u2067שרה\u2069 Levi"),
        ("\u2067שרה\u202c", "שרה"),
        ("\u202aa\u2067b\u202c\u2069", "a\u2067b\u2069"),
        ("شيرين\u200cگل", "شيرين\u200cگل"),
        ("प्रिया क्\u200dष", "प्रिया क्\u200dष"),
        ("A\u200bn\ufeffa\u00ad", "Ana"),
        ("Ana\u2028Pop", "Ana Pop"),
        ("S\u0326tefan", "Ștefan"),
        ("\ud800Ana", "Ana"),
        ("\u200d\u202e\u200f", ""),
        ("\u0301", ""),
        ("李 小龙", "李 小龙"),
    ],
)
def test_a_name_is_one_line_that_reads_as_it_looks(typed, saved):
    assert clean_name(typed) == saved
    assert clean_name(saved) == saved


def test_every_form_takes_its_names_so():
    get_resolver().url_patterns
    typed = {
        f"{form.__name__}.{name}": type(field)
        for form in _below(forms.BaseForm)
        if not form.__module__.startswith("django.")
        for name, field in getattr(form, "base_fields", {}).items()
        if name in NAMES and isinstance(field, forms.CharField)
    }

    assert len(typed) > 20
    assert {where for where, kind in typed.items() if not issubclass(kind, NameField)} - LOOKED_FOR == set()


@pytest.mark.parametrize("typed", ["\u202e", "\x00\x01", "\u200b\u200b"])
def test_a_name_that_cant_be_seen_is_none(typed):
    with pytest.raises(forms.ValidationError):
        NameField().clean(typed)


@pytest.mark.parametrize(("phone", "digits"), [("0721²³4", "07214"), ("٠٧٢١ 234", "0721234"), ("①+40", "40")])
def test_the_digits_of_a_number_are_those_of_any_script(phone, digits):
    assert _last_digits(phone) == digits
