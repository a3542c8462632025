"""The two sides of a call, each in a browser of its own."""

import pytest


@pytest.fixture
def at_home(browse, by_link, cast):
    return browse(by_link, f"visits/{cast.soon.pk}/session/", viewport={"width": 390, "height": 844})


@pytest.fixture
def at_the_desk(browse, specialist, cast):
    page = browse(specialist, f"appointments/{cast.soon.pk}/session/")
    page.get_by_role("button", name="Open the session").click()
    return page
