"""Browsers in which Clerk's own scripts run, and a web server and worker that sign in with it."""

import pytest
from django.db import connections

from restartix.tools.local.servers import start_worker
from restartix.tools.local.suite import CLERK_SCRIPTS
from tests.browsers import FLAGS, PATIENCE, listen
from tests.live import Live
from tests.standins import clerk
from tests.standins.clerk import ClerkStandin
from tests.standins.clerk_frontend import HOST, PUBLISHABLE_KEY, ClerkFrontendStandin


@pytest.fixture(scope="module")
def clerk_standins(tmp_path_factory):
    if not CLERK_SCRIPTS.is_dir():
        pytest.skip(".ci/clerk fetches Clerk's scripts")
    with (
        ClerkStandin() as backend,
        ClerkFrontendStandin(backend, CLERK_SCRIPTS.parent, tmp_path_factory.mktemp("clerk")) as frontend,
    ):
        yield backend, frontend


@pytest.fixture(scope="module")
def clerk_keys(clerk_standins):
    backend, _frontend = clerk_standins
    return {
        "CLERK_SECRET_KEY": clerk.KEY,
        "CLERK_PUBLISHABLE_KEY": PUBLISHABLE_KEY,
        "CLERK_JWT_KEY": backend.signing_key.public_pem,
        "CLERK_API_URL": backend.url,
    }


@pytest.fixture
def clerk_web(serving, clerk_keys, clerk_standins, tmp_path):
    """A web server of its own that signs in with Clerk, on the database of the one that doesn't."""
    live = Live(serving.database, tmp_path)
    live.surroundings.settings |= clerk_keys
    clerk_standins[1].site = live.site
    try:
        live.start()
        yield live
    finally:
        live.stop()


@pytest.fixture
def clerk_accounts(serving, committed, cast, clerk_standins):
    """Whoever may sign in here has an account there: `clerk_accounts["ana"]` is Clerk's id of hers."""
    backend, frontend = clerk_standins
    backend.reset()
    frontend.reset()
    people = {"ana": cast.ana, "elena": cast.elena.user}
    ids = {name: backend.add_user(email=user.email) for name, user in people.items()}
    with committed.connect("superuser") as database:
        for name, user in people.items():
            database.execute(
                "UPDATE identity_user SET clerk_user_id = %s WHERE id = %s", [ids[name], user.pk]
            )
    return ids


@pytest.fixture
def clerk_browser(clerk_accounts, clerk_web, playwright, clerk_standins, monkeypatch):
    """`clerk_browser()` is a page in a browser of its own, in which Clerk's host lies on loopback."""
    monkeypatch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
    complaints: list[str] = []
    mapped = f"--host-resolver-rules=MAP {HOST}:443 127.0.0.1:{clerk_standins[1].port}"
    with playwright.running():
        chromium = playwright.launch([*FLAGS, mapped])

        def open_page(**context):
            there = chromium.new_context(ignore_https_errors=True, **context)
            there.set_default_timeout(PATIENCE)
            page = there.new_page()
            listen(page, complaints)
            return page

        yield open_page
        chromium.close()
        connections.close_all()
    assert [said for said in complaints if "status of 4" not in said] == []


@pytest.fixture
def clerk_worker(clerk_web, clerk_accounts):
    """The real worker, which speaks to the stand-in."""
    worker = start_worker(clerk_web.surroundings, clerk_web.logs)
    yield worker
    worker.stop()
