"""One server and one browser for all the pages of a file, which are looked at and not changed."""

import pytest
from playwright.sync_api import sync_playwright

from tests.appointments.session.conftest import CHROMIUM, FLAGS
from tests.database import copy_of
from tests.live import served
from tests.look.looking import Eye
from tests.look.pages import Seats


@pytest.fixture(scope="module")
def eye(template, static_files, django_db_blocker, tmp_path_factory):
    folder = tmp_path_factory.mktemp("look")
    with (
        django_db_blocker.unblock(),
        copy_of(template) as copy,
        served(copy, folder, worker=False) as live,
        pytest.MonkeyPatch.context() as patch,
    ):
        yield from _open_eye(live.site, patch)


def _open_eye(site, patch):
    """Django refuses its database where a loop runs, as Playwright's does: sessions are made there on purpose."""
    patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield Eye(browser, site)
        browser.close()


@pytest.fixture
def look_at(eye, cast):
    """Every page that `pages` yields for the cast must be without fault."""

    def look(pages):
        seats = Seats(cast)
        wishes = list(pages(cast))
        found = [fault for who, path in wishes for fault in eye.faults(getattr(seats, who), path)]
        assert not found, "\n".join(found)

    return look
