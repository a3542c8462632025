"""What is set up is right to look at."""

import pytest

from tests.look.pages import settings_pages

pytestmark = pytest.mark.browser


def test_every_page_of_the_settings_looks_right(look_at):
    look_at(settings_pages)
