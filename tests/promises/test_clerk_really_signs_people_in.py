"""With Clerk's own component in the browser: signing in signs in, and who is signed out stays out.

The scripts are the real ones; Clerk's servers are stand-ins on loopback.
"""

import os
import re
import time
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connections
from playwright.sync_api import expect

from restartix.core.identity.session_store import SessionStore

pytestmark = [pytest.mark.browser, pytest.mark.clerk_scripts]
PICTURES = os.environ.get("SCREENSHOTS")
SIGN_UP = re.compile("sign up|înregistr", re.IGNORECASE)


def test_signing_in_signs_in_and_signed_out_stays_out(
    clerk_browser, clerk_worker, clerk_web, clerk_standins, clerk_accounts, cast, committed
):
    here, there = clerk_browser(locale="ro-RO"), clerk_browser(viewport={"width": 390, "height": 844})
    sign_in(here, clerk_web, cast.ana.email, looks=in_romanian)
    expect(here).to_have_url(re.compile("/aurora/settings/clinic/$"))

    sign_in(there, clerk_web, cast.ana.email)
    sign_out_everywhere(here, there, clerk_web, clerk_standins)
    sign_in(there, clerk_web, cast.ana.email)
    rest_too_long(there, clerk_web, clerk_standins, cast, committed)
    use_another_account(there, clerk_web, clerk_standins, cast)


def sign_in(page, web, email, *, looks=None):
    """From a page that is for staff, by password, and back to it."""
    page.goto(f"{web.site}/aurora/settings/clinic/")
    fill_in(page, email, looks=looks)
    page.wait_for_url(lambda url: "/sign-in" not in url)


def fill_in(page, email, *, looks=None):
    field = page.locator(".cl-rootBox input[name=identifier]")
    expect(field).to_be_visible()
    expect(page.locator(".cl-rootBox").get_by_text(SIGN_UP)).to_be_hidden()
    if looks:
        looks(page)
    keep_picture(page, "clerk-sign-in")
    field.fill(email)
    page.locator(".cl-formButtonPrimary").click()
    page.locator(".cl-rootBox input[name=password]").fill(f"password of {email}")
    page.locator(".cl-formButtonPrimary").click()


def in_romanian(page):
    expect(page.locator(".cl-rootBox")).to_contain_text("Adresa de e-mail")
    expect(page.locator(".cl-rootBox")).not_to_contain_text("Continue")


def sign_out_everywhere(here, there, web, clerk_standins):
    """Both browsers are out, here and at Clerk, and the other one is not let in again by itself."""
    here.goto(f"{web.site}/aurora/account/")
    here.locator("form[action$='/account/sign-out/'] button").click()
    here.wait_for_url(re.compile("/sign-in/"))

    asks_who_is_there(there, web)
    asks_who_is_there(here, web)
    all_ended(clerk_standins)


def rest_too_long(page, web, clerk_standins, cast, committed):
    """Nothing has happened for an hour and more: Clerk's session, which goes on, doesn't let them in."""
    (session,) = live_sessions(clerk_standins)
    with committed.connect("superuser") as database:
        rows = database.execute(
            "SELECT session_key FROM identity_session WHERE clerk_session_id = %s", [session]
        ).fetchall()
    assert len(rows) == 1
    store = SessionStore(rows[0][0])
    store["seen"] = int(time.time()) - 2 * settings.STAFF_SESSION_SECONDS
    store.save()
    connections.close_all()

    asks_who_is_there(page, web)
    expect(page.get_by_text("you were inactive for a while")).to_be_visible()
    all_ended(clerk_standins)


def use_another_account(page, web, clerk_standins, cast):
    """An account that nobody here knows is refused, and the way to another one leads there."""
    stranger = clerk_standins[0].add_user(email="stranger@example.com")
    fill_in(page, "stranger@example.com")
    expect(page.get_by_role("heading", name="No account here")).to_be_visible()
    assert live_sessions(clerk_standins, stranger)

    page.get_by_role("link", name="Use another account").click()
    fill_in(page, cast.ana.email)

    page.wait_for_url(lambda url: "/sign-in" not in url)
    expect(page.get_by_role("link", name="Settings").first).to_be_attached()
    assert not live_sessions(clerk_standins, stranger)


def asks_who_is_there(page, web):
    page.goto(f"{web.site}/aurora/settings/clinic/")
    expect(page.locator(".cl-rootBox input[name=identifier]")).to_be_visible()
    assert "/sign-in/" in page.url


def live_sessions(clerk_standins, user_id=None):
    return [
        each["id"]
        for each in clerk_standins[0].sessions.values()
        if each["status"] == "active" and user_id in (None, each["user_id"])
    ]


def all_ended(clerk_standins):
    """Clerk was told: by the worker, within seconds."""
    until = time.monotonic() + 15
    while live_sessions(clerk_standins) and time.monotonic() < until:
        time.sleep(0.1)
    assert live_sessions(clerk_standins) == []


def keep_picture(page, name):
    if PICTURES:
        width = page.viewport_size["width"]
        page.screenshot(path=Path(PICTURES) / f"{name}-{width}.png", full_page=True)
