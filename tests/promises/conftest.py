"""What the walks of several promises share."""

import time
from email import message_from_bytes, policy

import pytest
from django.db import connections

from restartix.core.clinics.scope import link_hash, new_nonce, token_for
from restartix.core.identity.session_store import SessionStore
from tests.browsers import PATIENCE
from tests.journey.conftest import picture  # noqa: F401 (a fixture)
from tests.promises.changes import change, mailed, own  # noqa: F401 (fixtures)
from tests.promises.clerk_browser import (  # noqa: F401 (fixtures)
    clerk_accounts,
    clerk_browser,
    clerk_keys,
    clerk_standins,
    clerk_web,
    clerk_worker,
)
from tests.promises.corrections import again, visit_of_elena  # noqa: F401 (fixtures)
from tests.promises.outages import ask, at_work, changed_visit, clinic, is_of_use, now_is, pass_time  # noqa: F401 (fixtures)
from tests.promises.walking import work


@pytest.fixture
def sign_in_in(committed, serving):
    """Sign this user in on another tab of a page's own browser, by a mailed link: `sign_in_in(page, user, seat)`."""

    def sign_in(page, user, seat):
        nonce = new_nonce()
        token = token_for(nonce, purpose="sign-in")
        with committed.connect("superuser") as database:
            database.execute(
                "INSERT INTO identity_signinlink (id, organisation_id, user_id, nonce, token_hash, created_at,"
                " expires_at) SELECT gen_random_uuid(), id, %s, %s, %s, now(), now() + interval '15 minutes'"
                " FROM organisations_organisation WHERE slug = %s",
                [user.pk, nonce, link_hash(token), seat.slug],
            )
        tab = page.context.new_page()
        tab.set_default_timeout(PATIENCE)
        tab.goto(f"{serving.site}{seat.at(f'sign-in/{token}/')}")
        tab.locator("main").get_by_role("button").click()
        tab.wait_for_url(lambda url: "sign-in" not in url)
        return tab

    return sign_in


@pytest.fixture
def rest(committed):
    """Nothing has happened for weeks in any session of this user: `rest(user)`."""

    def rest(user):
        with committed.connect("superuser") as database:
            rows = database.execute(
                "SELECT session_key FROM identity_session WHERE user_id = %s", [user.pk]
            ).fetchall()
            assert rows
        connections.close_all()
        for (key,) in rows:
            session = SessionStore(key)
            session["seen"] = int(time.time()) - 40 * 86_400
            session.save()
        connections.close_all()

    return rest


@pytest.fixture
def outbox(settings, tmp_path):
    settings.DEMO, settings.EMAIL_URL, settings.OUTBOX_DIR = True, "", tmp_path / "outbox"
    return settings.OUTBOX_DIR


@pytest.fixture
def deliver(committed, cast, outbox):
    """Let the worker send what is waiting of one kind; everything that was sent until now."""

    def send(code):
        work(committed, cast, code)
        return [
            message_from_bytes(file.read_bytes(), policy=policy.default)
            for file in sorted(outbox.glob("*.eml"))
        ]

    return send


@pytest.fixture
def press():
    """Send a form as this person; answer the response."""

    def send(seat, path, **fields):
        return seat.client().post(seat.at(path), fields)

    return send
