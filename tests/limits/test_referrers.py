"""An address with a token in it is named to nobody: not to the next page, a picture or a link that leads away."""

import pytest
from django.urls import clear_script_prefix, reverse

from tests.architecture.test_routes import ALL

pytestmark = pytest.mark.django_db


def test_sign_in_and_waitlist_tokens_never_leave_in_a_referer(visitor, cast):
    entry = cast.aurora.waitlist_entries[0]
    browser = visitor.client()

    for path in ("sign-in/a-token/", f"w/{entry.pk}/{entry.link_token}/", f"w/{entry.pk}/not-this-one/"):
        assert browser.get(visitor.at(path))["Referrer-Policy"] == "strict-origin", path


def test_every_address_with_a_token_says_so(visitor, settings):
    named = {entry.name for route, entry in ALL if ":token>" in route}
    assert {"sign_in_link", "waiting_offer", "waiting_acceptance", "visit_link", "feed_entries"} <= named
    for name in named - {"feed_entries", "clinic_signing_link"}:
        kinds = {"sign_in_link": [], "visit_link": [1]}
        about = kinds.get(name, ["0" * 8 + "-0000-4000-8000-" + "0" * 12])
        clear_script_prefix()
        path = reverse(name, urlconf=settings.CLINIC_URLCONF, args=[*about, "a-token"])
        policy = visitor.client().get(visitor.at(path.lstrip("/")))["Referrer-Policy"]
        assert policy in {"strict-origin", "no-referrer"}, name


def test_other_pages_tell_our_own_where_one_came_from(visitor):
    assert visitor.client().get(visitor.at(""))["Referrer-Policy"] == "same-origin"
