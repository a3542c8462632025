"""The review in a real browser on a phone: without script, and by keyboard alone, in both languages."""

import pytest

from reviews.models import Review
from tests.cast import Seat

pytestmark = pytest.mark.browser
PHONE = {"width": 390, "height": 844}


@pytest.fixture
def reviewer(unreviewed):
    return Seat("aurora", link=unreviewed.link_token)


def given(admin, visit):
    with admin.scope():
        return Review.objects.values_list("rating", "comment").get(appointment=visit)


def test_without_script_and_by_keyboard(browse, serving, admin, reviewer, unreviewed):
    where = f"visits/{unreviewed.pk}/review/"
    plain = browse(reviewer, where, viewport=PHONE, java_script_enabled=False)
    plain.get_by_label("4 stars: Very good").check(force=True)
    plain.get_by_role("textbox").fill("The room was easy to find.")
    plain.get_by_role("button", name="Send").click()
    assert plain.get_by_text("Your review has reached the clinic").is_visible()
    assert given(admin, unreviewed) == (4, "The room was easy to find.")

    said = {"Accept-Language": "ro"}
    keys = browse(reviewer, where, viewport=PHONE, extra_http_headers=said)
    keys.locator("input[name=rating]:checked").focus()
    keys.keyboard.press("ArrowLeft")
    with keys.expect_navigation():
        keys.keyboard.press("Enter")
    assert keys.locator("html").get_attribute("lang") == "ro"
    assert given(admin, unreviewed)[0] == 3
