"""What visitors and patients see is right to look at (tests.look.looking says what that means)."""

import pytest

from tests.look.pages import patients_pages

pytestmark = pytest.mark.browser


def test_every_page_of_patients_looks_right(look_at):
    look_at(patients_pages)
