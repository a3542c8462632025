from functools import partial

import pytest

from tests.pages.settings.hours import EVERY_DAY, days_on, week
from tests.pages.settings.keeping import keep


@pytest.fixture
def page_of(cast):
    """The path of Ioana's hours."""
    return f"settings/hours/{cast.ioana.pk}/"


@pytest.fixture
def service(cast):
    return cast.aurora.services["first-visit"]


@pytest.fixture
def change(admin):
    """Keep a page of the settings with these fields changed."""
    return partial(keep, admin)


@pytest.fixture
def free(visitor):
    """The days, of the week or month shown, on which something is free, and how much."""

    def look(path):
        return days_on(visitor.client().get(visitor.at(path)).content.decode())

    return look


@pytest.fixture
def always(admin, page_of):
    """Ioana can be booked in the evening of every day."""
    admin.client().post(admin.at(page_of), week(**EVERY_DAY))
