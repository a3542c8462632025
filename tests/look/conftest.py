"""All the pages of a file are looked at and not changed."""

import pytest

from tests.look.looking import Eye
from tests.look.pages import Seats


@pytest.fixture
def look_at(chromium, serving, cast):
    """Every page that `pages` yields for the cast must be without fault."""
    eye = Eye(chromium, serving.site)

    def look(pages):
        seats = Seats(cast)
        wishes = list(pages(cast))
        found = [fault for who, path in wishes for fault in eye.faults(getattr(seats, who), path)]
        assert not found, "\n".join(found)

    return look
