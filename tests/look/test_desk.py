"""Where the staff work is right to look at."""

import pytest

from tests.look.pages import desk_pages

pytestmark = pytest.mark.browser


def test_every_page_of_the_staff_looks_right(look_at):
    look_at(desk_pages)
